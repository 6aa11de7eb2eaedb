// Round marks with initials; the same one always has the same colour.
import { icon, make } from "./dom.js";
import { nameOf, person, world } from "./state.js";

const HUES = 8;
const hueOf = id => [...String(id)].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 9973, 7) % HUES;

// By whole characters: half an emoji would be a broken one.
const initials = name => name.split(/\s+/).filter(Boolean).slice(0, 2).map(word => [...word][0]).join("").toUpperCase();

export function avatarOfPerson(one) {
  return make("span", { class: `avatar hue-${hueOf(one.id)}`, "aria-hidden": "true" }, initials(nameOf(one)));
}

export function avatarOfBot() {
  return make("span", { class: "avatar is-bot", "aria-hidden": "true" }, initials(world.bot.firstName ?? "B"));
}

export function avatarOfChat(chat) {
  if (chat.type === "private") return avatarOfBot();
  return make("span", { class: `avatar hue-${hueOf(chat.id)}`, "aria-hidden": "true" }, initials(chat.title ?? "") || icon("group"));
}

/** Who wrote a message: the group itself when an administrator stays anonymous. */
export function senderOf(message, chat) {
  if (message.from?.kind === "bot") return { name: world.bot.firstName, hue: "bot", avatar: avatarOfBot };
  if (message.senderChatId) return { name: chat?.title ?? "Group", hue: hueOf(message.senderChatId), avatar: () => avatarOfChat(chat), anonymous: true };
  const one = person(message.from?.id) ?? { id: message.from?.id ?? 0, firstName: message.from?.name ?? "Someone" };
  return { name: nameOf(one), hue: hueOf(one.id), avatar: () => avatarOfPerson(one) };
}
