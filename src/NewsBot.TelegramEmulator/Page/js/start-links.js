// Start links (t.me/bot?start=…, ?startgroup=…), in messages, on buttons and in this page's own address.
import { byId, make } from "./dom.js";
import { chatsOf, me, on, openChat, privateChatOf, world } from "./state.js";
import { send } from "./composer.js";
import { avatarOfChat } from "./avatar.js";
import { dialog } from "./dialogs.js";
import { createGroup, setBot } from "./groups.js";

let waiting = null;     // the payload of this page's address until Start is tapped

export const takePayload = () => {
  const payload = waiting;
  waiting = null;
  paint();
  return payload;
};

/** /start, with what the address asked for if it asked. */
export async function start(payload = takePayload()) {
  const chat = privateChatOf(me().id);
  if (chat) await send({ text: payload ? `/start ${payload}` : "/start" }, chat);
}

/** Follows a link that leads to this bot. */
export async function openBotLink(link, open) {
  if (link.startGroup !== undefined) { await addToGroup(link.startGroup, open); return; }
  const chat = privateChatOf(me().id);
  if (!chat) return;
  open(chat.id);
  if (link.start !== undefined) await start(link.start);
}

async function addToGroup(payload, open) {
  const groups = chatsOf().filter(chat => chat.type !== "private");
  const chosen = await dialog("Add the bot to a group", close => make("div", { class: "choices" },
    groups.map(chat => make("button", { type: "button", class: "choice is-button", onclick: () => close(chat.id) },
      avatarOfChat(chat), make("span", {}, chat.title))),
    make("button", { type: "button", class: "wide-button", onclick: () => close("new") }, "New group")));
  if (!chosen) return;
  const id = chosen === "new" ? await createGroup(false) : chosen;
  if (!id) return;
  open(id);
  const chat = chatsOf().find(one => one.id === id);
  if (!["member", "administrator"].includes(chat.bot) && !await setBot(chat, "member")) return;
  await send({ text: `/start@${world.bot.username}${payload ? ` ${payload}` : ""}` }, chat);
}

function paint() {
  const form = byId("composer");
  form.querySelector(".start-strip")?.remove();
  if (waiting === null || openChat()?.type !== "private") return;
  form.prepend(make("div", { class: "start-strip" },
    make("button", { type: "button", class: "action is-primary start-button", onclick: () => start() }, "Start")));
}

export function startStartLinks(open) {
  const address = new URL(location.href);
  const payload = address.searchParams.get("start");
  const group = address.searchParams.get("startgroup");
  if (payload === null && group === null) return;
  address.searchParams.delete("start");
  address.searchParams.delete("startgroup");
  history.replaceState(null, "", address);      // a reload does not ask twice
  let done = false;
  on("open", () => {
    if (done) paint();
    if (done || !world.ready || !me()) return;
    done = true;
    if (group !== null) { openBotLink({ startGroup: group }, open); return; }
    waiting = payload;
    open(privateChatOf(me().id)?.id);
    paint();
  });
}
