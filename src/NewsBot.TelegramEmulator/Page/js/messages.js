// The conversation as a log: keeps elements of unchanged messages, shows edits in place,
// and scrolls only a reader who is at the end.
import { byId, icon, make } from "./dom.js";
import { chat as chatById, hasEarlier, isMine, isTyping, loadEarlier, me, messageOf, messagesOf, on, openChat, world } from "./state.js";
import { avatarOfBot } from "./avatar.js";
import { dayKey, dayOf } from "./moments.js";
import { renderMessage } from "./message.js";
import { markRead } from "./unread.js";
import { welcome } from "./welcome.js";

const RUN = 5 * 60;             // messages of one sender within five minutes stand together
const log = byId("log");
const pill = byId("new-pill");
const built = new Map();        // message id → {element, signature}
let builtFor = "";
let missed = 0;
let following = true;           // the reader is at the end and wants to stay there
let handlers;

const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 60;
const gentle = () => matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

function toEnd(behavior = "auto") {
  following = true;
  log.scrollTo({ top: log.scrollHeight, behavior });
  missed = 0;
  paintPill();
  seen();
}

function seen() {
  const chat = openChat();
  if (chat && me() && document.visibilityState === "visible" && atEnd() && log.offsetParent) markRead(chat.id);
}

function paintPill() {
  pill.hidden = missed === 0 && (following || messagesOf(openChat()?.id).length === 0);
  pill.replaceChildren(icon("down"), missed ? `${missed} new` : "");
  pill.setAttribute("aria-label", missed ? `${missed} new, go to the end` : "Go to the end");
}

const together = (a, b) => a && b && a.kind !== "service" && b.kind !== "service" && a.from?.id === b.from?.id
  && a.senderChatId === b.senderChatId && Math.abs(a.date - b.date) < RUN && dayKey(a.date) === dayKey(b.date);

function paint(edited) {
  const chat = openChat();
  if (!chat || !me()) { log.replaceChildren(); return; }
  const forWhom = `${chat.id}/${me().id}`;
  if (builtFor !== forWhom) { built.clear(); builtFor = forWhom; missed = 0; }

  const list = messagesOf(chat.id);
  const nodes = [];
  if (hasEarlier(chat.id)) nodes.push(make("p", { class: "earlier" }, make("button", { type: "button", class: "text-button", onclick: earlier }, "Earlier messages")));
  if (!list.length) nodes.push(welcome(chat, handlers));
  const stay = new Set();
  list.forEach((message, index) => {
    const previous = list[index - 1];
    if (!previous || dayKey(previous.date) !== dayKey(message.date)) {
      nodes.push(make("p", { class: "day" }, make("span", {}, dayOf(message.date))));
    }
    nodes.push(elementOf(message, chat, { first: !together(previous, message), last: !together(message, list[index + 1]) }, edited));
    stay.add(message.id);
  });
  for (const id of built.keys()) if (!stay.has(id)) built.delete(id);
  if (isTyping(chat.id)) nodes.push(typing(chat));
  place(nodes);
}

function elementOf(message, chat, run, edited) {
  const replied = messageOf(message.chatId, message.replyTo);
  const signature = JSON.stringify([message, run, world.bot.firstName, replied && (replied.text ?? replied.caption)]);
  const known = built.get(message.id);
  if (known?.signature === signature) return known.element;
  const element = renderMessage(message, { chat, ...run, ...handlers, jump });
  if (known) {
    // A press by keyboard edits the message under the finger: the focus goes to the button in the same place.
    const at = known.element.contains(document.activeElement) ? document.activeElement.dataset.at : null;
    if (at) queueMicrotask(() => (element.querySelector(`[data-at="${at}"]`) ?? element.querySelector(".key") ?? log).focus({ preventScroll: true }));
    if (message.id === edited) element.classList.add("is-changed");
  } else if (built.size && message.id === messagesOf(chat.id).at(-1)?.id) {
    element.classList.add("is-new");
  }
  built.set(message.id, { element, signature });
  return element;
}

/** Puts the nodes in order without touching those already in place (that would restart animations and lose focus). */
function place(nodes) {
  const wanted = new Set(nodes);
  for (const child of [...log.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => { if (log.children[index] !== node) log.insertBefore(node, log.children[index] ?? null); });
}

function typing(chat) {
  return make("div", { class: "message is-theirs is-first is-last is-typing-sign" },
    chat.type !== "private" && make("span", { class: "message-avatar" }, avatarOfBot()),
    make("div", { class: "bubble", role: "img", "aria-label": `${world.bot.firstName} is typing` }, make("i"), make("i"), make("i")));
}

let fetching = false;
async function earlier() {
  const chat = openChat();
  if (!chat || fetching || !hasEarlier(chat.id)) return;
  fetching = true;
  const fromEnd = log.scrollHeight - log.scrollTop;
  try {
    await loadEarlier(chat.id);
    log.scrollTop = log.scrollHeight - fromEnd;   // the words under the eye stay where they are
  } finally {
    fetching = false;
  }
}

/** Shows a message and lights it up for a moment. */
export function jump(id) {
  const element = built.get(id)?.element;
  if (!element) return;
  element.scrollIntoView({ block: "center", behavior: gentle() });
  element.classList.remove("is-changed");
  requestAnimationFrame(() => element.classList.add("is-changed"));
}

export function startMessages(given) {
  handlers = given;
  const follow = (change, edited) => {
    paint(edited);
    if (following || change === "mine") toEnd(change === "new" || change === "mine" ? gentle() : "auto");
    else paintPill();
  };
  on("open", () => { paint(); toEnd(); });
  on("me", () => { paint(); toEnd(); });
  on("bot", () => paint());
  on("typing", chatId => { if (chatId === openChat()?.id) follow("typing"); });
  on("messages", (chatId, change, message) => {
    if (chatId !== openChat()?.id || !chatById(chatId)) return;
    if (change === "earlier") { paint(); return; }
    const mine = change === "new" && isMine(message);
    if (change === "new" && !mine && !following) missed++;
    follow(mine ? "mine" : change, change === "edit" ? message?.id : undefined);
  });
  pill.addEventListener("click", () => toEnd(gentle()));
  let lastTop = 0;
  log.addEventListener("scroll", () => {
    // Only going up ends the following: on its way down a gentle scroll is not at the end yet.
    if (atEnd()) { following = true; missed = 0; seen(); } else if (log.scrollTop < lastTop - 1) following = false;
    lastTop = log.scrollTop;
    paintPill();
    if (log.scrollTop < 120 && log.scrollHeight > log.clientHeight * 1.5) earlier();
  }, { passive: true });
  document.addEventListener("visibilitychange", seen);
  addEventListener("focus", seen);
  // Pictures that arrive or fail and a composer that grows change heights: who is at the end stays there.
  const stay = () => { if (following) toEnd(); };
  log.addEventListener("load", stay, true);
  log.addEventListener("error", stay, true);
  new ResizeObserver(stay).observe(log);
}
