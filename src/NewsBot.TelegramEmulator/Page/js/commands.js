// The bot's commands for this person in this chat, found as Telegram finds them:
// the narrowest scope that has a list, in the person's language first, else the list without one.
import { byId, make } from "./dom.js";
import { me, membershipOf, openChat, world } from "./state.js";

const idIn = (scope, snake, camel) => Number(scope[snake] ?? scope[camel]);

function scopesFor(chat, person) {
  const here = (type, withPerson) => scope => scope.type === type && idIn(scope, "chat_id", "chatId") === chat.id
    && (!withPerson || idIn(scope, "user_id", "userId") === person.id);
  const plain = type => scope => scope.type === type;
  if (chat.type === "private") return [here("chat"), plain("all_private_chats"), plain("default")];
  const administers = ["creator", "administrator"].includes(membershipOf(chat, person.id)?.status);
  return [
    here("chat_member", true), administers && here("chat_administrators"), here("chat"),
    administers && plain("all_chat_administrators"), plain("all_group_chats"), plain("default"),
  ].filter(Boolean);
}

/** @returns {{command:string, description:string}[]} */
export function commandsFor(chat, person) {
  for (const fits of scopesFor(chat, person)) {
    const lists = world.commands.filter(entry => fits(typeof entry.scope === "string" ? { type: entry.scope } : entry.scope ?? { type: "default" }));
    const found = lists.find(entry => entry.languageCode && entry.languageCode === person.languageCode?.slice(0, 2))
      ?? lists.find(entry => !entry.languageCode);
    if (found?.commands.length) return found.commands;
  }
  return [];
}

/** How a command is written here: in a group it names the bot, so that no other bot takes it. */
export const writtenFor = (chat, command) => chat.type === "private" ? `/${command}` : `/${command}@${world.bot.username}`;

let chosen = -1;

/**
 * Shows the commands that begin with what stands in the field ("/la"), or all of them.
 * @param {string} typed    the text so far
 * @param {(command:string, send:boolean)=>void} take  `send` false: put it into the field to go on typing
 */
export function showCommands(typed, take) {
  const box = byId("command-menu");
  const chat = openChat();
  const start = /^\/([a-z0-9_]*)$/i.exec(typed)?.[1];
  const fitting = chat && me() && start !== undefined
    ? commandsFor(chat, me()).filter(({ command }) => command.startsWith(start.toLowerCase())) : [];
  const field = byId("composer-text");
  box.hidden = fitting.length === 0;
  field.setAttribute("aria-expanded", String(!box.hidden));
  byId("command-button").setAttribute("aria-expanded", String(!box.hidden));
  chosen = -1;
  field.removeAttribute("aria-activedescendant");
  box.replaceChildren(...fitting.map(({ command, description }, index) => make("li", {
    id: `command-${index}`, role: "option", "aria-selected": "false", data: { command },
    // Not on click: the field would lose the focus first, and a phone its keyboard.
    onpointerdown: event => event.preventDefault(),
    onclick: () => take(writtenFor(chat, command), true),
  }, make("span", { class: "command-name" }, `/${command}`), make("span", { class: "command-description" }, description))));
}

export const commandsShown = () => !byId("command-menu").hidden;

export function hideCommands() {
  byId("command-menu").hidden = true;
  byId("composer-text").setAttribute("aria-expanded", "false");
  byId("command-button").setAttribute("aria-expanded", "false");
}

/** Keys while the list is open; true when the key was for the list. */
export function commandKey(event, take) {
  const options = [...byId("command-menu").children];
  if (event.key === "Escape") { hideCommands(); return true; }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1) + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
    options[chosen].scrollIntoView({ block: "nearest" });
    byId("composer-text").setAttribute("aria-activedescendant", options[chosen].id);
    return true;
  }
  if (event.key === "Tab" && !event.shiftKey) {
    take(`/${(options[chosen] ?? options[0]).dataset.command} `, false);
    return true;
  }
  if (event.key === "Enter" && chosen >= 0) {
    take(writtenFor(openChat(), options[chosen].dataset.command), true);
    return true;
  }
  return false;
}
