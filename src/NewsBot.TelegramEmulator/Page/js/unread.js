// What each person has read, remembered by the browser: the emulator does not care, people do.
import { me, messagesOf, tell } from "./state.js";

const STORE = "emulator.read";
const read = JSON.parse(localStorage.getItem(STORE) ?? "{}");
const keyOf = (personId, chatId) => `${personId}/${chatId}`;

export function unreadCount(chatId, personId = me()?.id) {
  const mark = read[keyOf(personId, chatId)] ?? 0;
  return messagesOf(chatId).filter(message =>
    message.id > mark && message.kind !== "service" && !(message.from?.kind === "person" && message.from.id === personId)).length;
}

/** Everything in this chat has been seen by who I am. */
export function markRead(chatId) {
  const last = messagesOf(chatId).at(-1)?.id ?? 0;
  const key = keyOf(me()?.id, chatId);
  if ((read[key] ?? 0) >= last) return;
  read[key] = last;
  localStorage.setItem(STORE, JSON.stringify(read));
  tell("chats");
}

// Another tab may be another person; its marks are as true as ours.
addEventListener("storage", event => {
  if (event.key !== STORE || !event.newValue) return;
  Object.assign(read, JSON.parse(event.newValue));
  tell("chats");
});
