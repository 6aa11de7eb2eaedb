// Where a person writes: text, commands, attachments, replies and edits.
import { byId, icon, make } from "./dom.js";
import { post } from "./api.js";
import { me, on, openChat, receive } from "./state.js";
import { attachMenu } from "./attach.js";
import { commandKey, commandsShown, hideCommands, showCommands } from "./commands.js";
import { toast } from "./dialogs.js";
import { plainText, senderName } from "./message.js";

const drafts = new Map();       // person and chat → what was being written there
let text;
let context;                    // the strip above the field: what is being answered or edited
let reply = null;
let edited = null;
let draftKey = "";

/** Sends a message of the person I am; what comes back is shown at once, the event repeats it. */
export async function send(message, chat = openChat()) {
  try {
    const answer = await post("messages", { chatId: chat.id, personId: me().id, ...message });
    receive("message", { ...answer, chatId: answer.chatId ?? chat.id });
    return true;
  } catch (refused) {
    toast(refused.message, "problem");
    return false;
  }
}

export const sendText = words => send({ text: words });

export function replyTo(message) {
  edited = null;
  reply = message;
  paintContext();
  text.focus();
}

export function edit(message) {
  reply = null;
  edited = message;
  write(plainText(message));
  paintContext();
  text.focus();
}

function write(words) {
  text.value = words;
  fit();
}

function clearContext() {
  if (edited) write("");
  reply = edited = null;
  paintContext();
}

function paintContext() {
  const message = edited ?? reply;
  context.hidden = !message;
  if (!message) { context.replaceChildren(); return; }
  context.replaceChildren(icon(edited ? "edit" : "reply"),
    make("p", {}, make("strong", {}, edited ? "Edit message" : `Reply to ${senderName(reply, openChat())}`), make("span", {}, plainText(message).slice(0, 120) || "Message")),
    make("button", { type: "button", class: "icon-button", "aria-label": edited ? "Stop editing" : "Do not reply", onclick: clearContext }, icon("close")));
}

// The field grows with its text up to a third of the window.
function fit() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, innerHeight / 3)}px`;
  byId("composer").classList.toggle("has-text", text.value.trim() !== "");
}

async function submit() {
  const words = text.value.trim();
  if (!words || !openChat() || !me()) return;
  hideCommands();
  const chat = openChat();
  if (edited) {
    const message = edited;
    clearContext();
    try { await post("edits", { chatId: chat.id, messageId: message.id, personId: me().id, text: words }); } catch (refused) { toast(refused.message, "problem"); }
    return;
  }
  const answered = reply;
  write("");
  clearContext();
  if (!await send({ text: words, replyTo: answered?.id }, chat) && !text.value) write(words);   // nothing typed is ever lost
}

/** What is attached goes with the words that were written, as its caption, and answers what they would have answered. */
async function sendAttached(message) {
  if (edited) clearContext();
  const [words, answered, chat] = [text.value.trim(), reply, openChat()];
  const captioned = words && !message.text && (message.kind === "document" || message.kind === "photo");
  if (!await send({ ...message, ...(captioned ? { text: words } : {}), replyTo: answered?.id }, chat)) return;
  if (captioned && text.value.trim() === words) write("");
  clearContext();
}

function take(command, sendNow) {
  hideCommands();
  if (sendNow) { write(""); sendText(command); } else write(command);
  text.focus();
}

function onKey(event) {
  if (event.isComposing) return;
  if (commandsShown() && commandKey(event, take)) { event.preventDefault(); return; }
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); submit(); }
  if (event.key === "Escape" && (reply || edited)) { event.preventDefault(); clearContext(); }
}

function keepDraft() {
  const key = `${me()?.id}/${openChat()?.id}`;
  if (key === draftKey) return;
  if (draftKey && !edited) drafts.set(draftKey, text.value);
  reply = edited = null;
  draftKey = key;
  write(drafts.get(key) ?? "");
  paintContext();
  hideCommands();
}

export function startComposer() {
  const form = byId("composer");
  text = make("textarea", {
    id: "composer-text", rows: "1", "aria-label": "Message", placeholder: "Message", enterkeyhint: "send", dir: "auto",
    "aria-controls": "command-menu", "aria-expanded": "false", "aria-autocomplete": "list",
    oninput: () => { fit(); showCommands(text.value, take); }, onkeydown: onKey,
  });
  context = make("div", { class: "composer-context", hidden: true });
  form.append(
    make("ul", { id: "command-menu", class: "command-menu", role: "listbox", "aria-label": "Commands", hidden: true }),
    context,
    make("div", { class: "composer-row" },
      make("button", {
        type: "button", id: "command-button", class: "icon-button", "aria-label": "Commands", title: "Commands", "aria-expanded": "false",
        "aria-controls": "command-menu",
        onpointerdown: event => event.preventDefault(),
        onclick: () => { if (commandsShown()) hideCommands(); else { showCommands("/", take); text.focus(); } },
      }, icon("slash")),
      text,
      make("button", {
        type: "button", class: "icon-button attach-button", "aria-label": "Attach", title: "Attach", "aria-haspopup": "menu", "aria-expanded": "false",
        onclick: event => attachMenu(event.currentTarget, sendAttached),
      }, icon("attach")),
      make("button", { type: "submit", class: "send-button", "aria-label": "Send", title: "Send" }, icon("send"))));
  form.addEventListener("submit", event => { event.preventDefault(); submit(); });
  document.addEventListener("pointerdown", event => { if (commandsShown() && !form.contains(event.target)) hideCommands(); });
  for (const topic of ["open", "me"]) on(topic, keepDraft);
}
