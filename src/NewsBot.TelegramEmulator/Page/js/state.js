// What the page knows: people, chats, messages, and who "I" am. Views subscribe to a topic and
// read from here; only this file changes it.
import { get } from "./api.js";
import { setClock } from "./moments.js";

const people = new Map();
const chats = new Map();
const messages = new Map();      // chat id → messages in the order of their ids
const complete = new Set();      // chats whose first message is already here
const typingUntil = new Map();   // chat id → when the typing sign ends (ms)
const listeners = new Map();

export const world = { bot: { firstName: "Bot", username: "", connected: false }, commands: [], ready: false };

/** Topics: chats, people, bot, commands, me, open, moved (new chat id), typing, messages (chat id, what, message), answer. */
export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(listener);
}

export function tell(topic, ...details) {
  for (const listener of listeners.get(topic) ?? []) listener(...details);
}

// --- who I am and what is open ---------------------------------------------------------------
// The person belongs to the tab (two tabs can be two people); a new tab starts as the last one.

const asked = new URL(location.href);
let myId = Number(asked.searchParams.get("person")
  ?? sessionStorage.getItem("emulator.person") ?? localStorage.getItem("emulator.person")) || 0;
let openId = 0;

if (asked.searchParams.has("person")) {
  // Said once: whoever is chosen afterwards stays chosen over a reload.
  sessionStorage.setItem("emulator.person", myId);
  asked.searchParams.delete("person");
  history.replaceState(null, "", asked);
}

export const me = () => people.get(myId);
export const openChat = () => chats.get(openId);

export function become(personId) {
  if (!people.has(personId)) return;
  myId = personId;
  sessionStorage.setItem("emulator.person", personId);
  localStorage.setItem("emulator.person", personId);
  tell("me");
  tell("chats");
}

export function setOpen(chatId) {
  if (openId === chatId) return;
  openId = chatId;
  tell("open");
  tell("chats");
}

// --- reading ---------------------------------------------------------------------------------

export const allPeople = () => [...people.values()];
export const person = id => people.get(id);
export const chat = id => chats.get(id);
export const messagesOf = chatId => messages.get(chatId) ?? [];
export const messageOf = (chatId, id) => messagesOf(chatId).find(message => message.id === id);
export const isTyping = chatId => (typingUntil.get(chatId) ?? 0) > Date.now();
export const hasEarlier = chatId => messagesOf(chatId).length > 0 && !complete.has(chatId);
export const privateChatOf = personId => [...chats.values()].find(c => c.type === "private" && c.personId === personId);
export const nameOf = one => [one.firstName, one.lastName].filter(Boolean).join(" ");

export function membershipOf(inChat, personId = myId) {
  return inChat.members?.find(member => member.personId === personId);
}

const belongs = (inChat, personId) =>
  inChat.type === "private" ? inChat.personId === personId : !inChat.migratedTo && Boolean(membershipOf(inChat, personId));

const lastTime = inChat => messagesOf(inChat.id).at(-1)?.date ?? 0;

/** The chats of one person, the liveliest first. */
export function chatsOf(personId = myId) {
  return [...chats.values()].filter(c => belongs(c, personId))
    .sort((a, b) => lastTime(b) - lastTime(a) || (a.type === "private" ? -1 : 1));
}

/** What the bot says of itself in this person's language. */
export const descriptionFor = one => world.bot.descriptions?.[one?.languageCode] ?? world.bot.description;

export const isMine = message => message.from?.kind === "person" && message.from.id === myId;

// --- what comes from the emulator ------------------------------------------------------------

const EARLIER = 50;             // messages asked for at once
const FIRST = 100;              // messages of a chat in the whole state

function insert(message) {
  const list = messages.get(message.chatId) ?? [];
  messages.set(message.chatId, list);
  const at = list.findIndex(other => other.id >= message.id);
  if (at < 0) list.push(message);
  else if (list[at].id === message.id) list[at] = message;
  else list.splice(at, 0, message);
}

const apply = {
  state(state) {
    people.clear();
    chats.clear();
    messages.clear();
    complete.clear();
    for (const one of state.people) people.set(one.id, one);
    for (const one of state.chats) chats.set(one.id, one);
    for (const [chatId, list] of Object.entries(state.messages ?? {})) {
      messages.set(Number(chatId), [...list].sort((a, b) => a.id - b.id));
      if (list.length < FIRST) complete.add(Number(chatId));
    }
    if (state.clock) setClock(state.clock);
    world.bot = state.bot;
    world.commands = state.commands ?? [];
    world.ready = true;
    if (!people.has(myId) && people.size) become(people.keys().next().value);
    for (const topic of ["people", "me", "bot", "commands", "chats", "open"]) tell(topic);
  },
  message(message) {
    const isNew = !messageOf(message.chatId, message.id);
    insert(message);
    if (message.from?.kind === "bot") typingUntil.delete(message.chatId);
    tell("messages", message.chatId, isNew ? "new" : "same", message);
    tell("chats");
  },
  edit({ chatId, message }) {
    insert({ ...message, chatId });
    tell("messages", chatId, "edit", message);
    tell("chats");
  },
  delete({ chatId, ids }) {
    messages.set(chatId, messagesOf(chatId).filter(message => !ids.includes(message.id)));
    tell("messages", chatId, "delete");
    tell("chats");
  },
  chat(data) {
    const changed = data.chat ?? data;
    chats.set(changed.id, changed);
    tell("chats");
    if (changed.id !== openId) return;
    tell("open");
    if (changed.migratedTo) tell("moved", changed.migratedTo);
  },
  person(data) {
    const changed = data.person ?? data;
    people.set(changed.id, changed);
    tell("people");
    tell("chats");
  },
  commands(commands) {
    world.commands = Array.isArray(commands) ? commands : commands.commands ?? [];
    tell("commands");
  },
  bot(data) {
    world.bot = data.bot ?? data;
    tell("bot");
  },
  typing({ chatId }) {
    typingUntil.set(chatId, Date.now() + 5000);   // Telegram shows a chat action for five seconds
    tell("typing", chatId);
    setTimeout(() => tell("typing", chatId), 5050);
  },
  answer: data => tell("answer", data),
  clock(data) {
    setClock(data);
    tell("chats");
    tell("open");
  },
  // Whole lists may be gone or renamed: ask for everything again.
  async reset() { apply.state(await get("state")); },
};

export const receive = (kind, data) => apply[kind](data);

/** Fetches the page of messages before the first one known here. */
export async function loadEarlier(chatId) {
  const first = messagesOf(chatId)[0];
  if (!first || complete.has(chatId)) return;
  const answer = await get(`chats/${chatId}/messages?before=${first.id}&limit=${EARLIER}`);
  const list = Array.isArray(answer) ? answer : answer.messages;
  if (list.length < EARLIER) complete.add(chatId);
  for (const message of list) insert(message);
  tell("messages", chatId, "earlier");
}
