// The head of the conversation, its menu, and the strips above the composer.
import { byId, icon, make } from "./dom.js";
import { descriptionFor, isTyping, me, on, openChat, person, world } from "./state.js";
import { avatarOfChat } from "./avatar.js";
import { titleOf } from "./chats.js";
import { dialog } from "./dialogs.js";
import { menu } from "./menu.js";
import { commandsFor } from "./commands.js";
import { setBlocked, setBot, showGroup } from "./groups.js";

function subtitle(chat) {
  if (isTyping(chat.id)) return "typing…";
  if (chat.type === "private") return "bot";
  const count = chat.members.length + (["member", "administrator"].includes(chat.bot) ? 1 : 0);
  return `${count} ${count === 1 ? "member" : "members"}`;
}

function paintHead() {
  const chat = openChat();
  document.body.classList.toggle("has-chat", Boolean(chat));
  if (!chat) return;
  byId("conversation-title").replaceChildren(avatarOfChat(chat), make("span", { class: "title-words" },
    make("strong", {}, titleOf(chat)), make("small", { class: isTyping(chat.id) ? "is-typing" : "" }, subtitle(chat))));
  byId("conversation-title").setAttribute("aria-label", `${titleOf(chat)}, ${subtitle(chat)}. Details`);
  document.title = `${titleOf(chat)} · Emulator`;
}

// What stands in the way of writing, with the way out of it.
function paintNotice() {
  const chat = openChat();
  const form = byId("composer");
  form.querySelector(".notice")?.remove();
  let notice = null;
  if (chat?.type === "private" && chat.blocked) notice = ["You blocked this bot.", "Unblock", () => setBlocked(chat, false)];
  else if (chat?.type !== "private" && ["left", "kicked"].includes(chat?.bot)) notice = ["The bot is not in this group.", "Add the bot", () => setBot(chat, "member")];
  form.classList.toggle("is-blocked", chat?.type === "private" && Boolean(chat?.blocked));
  if (notice) {
    const [text, act, run] = notice;
    form.prepend(make("div", { class: "notice" }, make("span", {}, text), make("button", { type: "button", class: "action is-primary", onclick: run }, act)));
  }
}

function showBot() {
  const chat = openChat();
  const commands = commandsFor(chat, me());
  dialog("Bot", () => make("div", { class: "details" },
    make("p", { class: "details-title" }, world.bot.firstName),
    make("p", { class: "details-note" }, `@${world.bot.username} · speaks with ${person(chat.personId)?.firstName ?? "you"}`),
    descriptionFor(me()) && make("p", { class: "details-text" }, descriptionFor(me())),
    commands.length > 0 && make("dl", { class: "details-commands" }, commands.flatMap(({ command, description }) =>
      [make("dt", {}, `/${command}`), make("dd", {}, description)]))));
}

function details(open) {
  const chat = openChat();
  if (!chat) return;
  if (chat.type === "private") showBot();
  else showGroup(chat.id, open);
}

export function startConversation(open, leave) {
  byId("back-button").append(icon("back"));
  byId("chat-menu-button").append(icon("more"));
  byId("back-button").addEventListener("click", leave);
  byId("conversation-title").addEventListener("click", () => details(open));
  byId("chat-menu-button").addEventListener("click", event => {
    const chat = openChat();
    if (!chat) return;
    const inGroup = ["member", "administrator"].includes(chat.bot);
    menu(event.currentTarget, chat.type === "private" ? [
      { text: "About the bot", icon: "info", run: () => details(open) },
      null,
      chat.blocked ? { text: "Unblock the bot", icon: "block", run: () => setBlocked(chat, false) }
        : { text: "Block the bot", icon: "block", danger: true, run: () => setBlocked(chat, true) },
    ] : [
      { text: "Members", icon: "group", run: () => details(open) },
      null,
      inGroup ? { text: "Remove the bot", icon: "block", danger: true, run: () => setBot(chat, "left") }
        : { text: "Add the bot", icon: "plus", run: () => setBot(chat, "member") },
    ], "Chat options");
  });
  const paint = () => { paintHead(); paintNotice(); };
  for (const topic of ["open", "me", "bot", "people"]) on(topic, paint);
  on("chats", paintHead);
  on("typing", paintHead);
}
