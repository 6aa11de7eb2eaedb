// The list on the left: the chats of the person I am, with the last line of each.
import { byId, icon, make } from "./dom.js";
import { chatsOf, isMine, isTyping, me, messagesOf, on, openChat, world } from "./state.js";
import { avatarOfChat, senderOf } from "./avatar.js";
import { briefMoment } from "./moments.js";
import { unreadCount } from "./unread.js";

export const titleOf = chat => chat.type === "private" ? world.bot.firstName : chat.title ?? "Group";

const kinds = { photo: "Picture", document: "Document", sticker: "Sticker", voice: "Voice message", rich: "Message" };

/** One line that says what a message is about. */
export function summaryOf(message) {
  const text = (message.text || message.caption || "").replace(/\s+/g, " ").trim();
  if (text) return text.slice(0, 160);
  if (message.kind === "rich" && message.blocks) {
    const plain = new DOMParser().parseFromString(message.blocks.replaceAll("</", " </"), "text/html").body.textContent;
    return plain.replace(/\s+/g, " ").trim().slice(0, 160) || kinds.rich;
  }
  return message.document?.name ?? kinds[message.kind] ?? "Message";
}

function lastLine(chat) {
  if (isTyping(chat.id)) return make("span", { class: "chat-line is-typing" }, "typing…");
  const message = messagesOf(chat.id).at(-1);
  if (!message) {
    return make("span", { class: "chat-line" }, chat.type === "private" ? "Say hello: press Start" : "No messages yet");
  }
  const who = message.kind === "service" ? null
    : isMine(message) ? "You: "
      : chat.type === "private" ? null : `${senderOf(message, chat).name}: `;
  return make("span", { class: "chat-line" }, who && make("span", { class: "chat-who" }, who), summaryOf(message));
}

function entry(chat, open) {
  const last = messagesOf(chat.id).at(-1);
  const unread = chat.id === openChat()?.id && document.hasFocus() ? 0 : unreadCount(chat.id);
  return make("li", {}, make("button", {
    type: "button",
    class: "chat-entry",
    data: { chatId: chat.id },
    "aria-current": chat.id === openChat()?.id ? "true" : null,
    onclick: () => open(chat.id),
  },
    avatarOfChat(chat),
    make("span", { class: "chat-name" }, titleOf(chat), chat.type === "private" ? make("span", { class: "chat-tag" }, "bot") : icon("group")),
    make("span", { class: "chat-time" }, last ? briefMoment(last.date) : ""),
    lastLine(chat),
    unread ? make("span", { class: "badge", "aria-label": `${unread} unread` }, unread > 99 ? "99+" : unread) : null));
}

export function startChatList(open) {
  const list = byId("chat-list");
  const paint = () => {
    if (!world.ready || !me()) return;
    // The list is small and rebuilt whole; the focus stays with the chat that had it.
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.chatId : null;
    list.replaceChildren(...chatsOf().map(chat => entry(chat, open)));
    if (focused) list.querySelector(`[data-chat-id="${CSS.escape(focused)}"]`)?.focus();
  };
  let planned = 0;
  const soon = () => { if (!planned) planned = requestAnimationFrame(() => { planned = 0; paint(); }); };
  for (const topic of ["chats", "bot", "typing", "people", "me"]) on(topic, soon);

  list.addEventListener("keydown", event => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const buttons = [...list.querySelectorAll("button")];
    const next = buttons[buttons.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  const state = byId("bot-state");
  on("bot", () => {
    state.textContent = world.bot.connected ? "The bot is listening" : "The bot is not connected";
    state.classList.toggle("is-connected", Boolean(world.bot.connected));
  });
}
