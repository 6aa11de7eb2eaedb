// What an empty chat shows.
import { make } from "./dom.js";
import { descriptionFor, me, world } from "./state.js";
import { avatarOfBot, avatarOfChat } from "./avatar.js";

export function welcome(chat, handlers) {
  if (chat.type !== "private") {
    return make("section", { class: "welcome" },
      avatarOfChat(chat),
      make("h2", {}, chat.title ?? "Group"),
      make("p", {}, chat.bot === "left" || chat.bot === "kicked"
        ? "The bot is not in this group yet."
        : "Nothing has been said here yet. The bot hears commands, mentions and replies."));
  }
  const description = descriptionFor(me());
  return make("section", { class: "welcome" },
    avatarOfBot(),
    make("h2", {}, world.bot.firstName),
    make("p", { class: "welcome-name" }, `@${world.bot.username}`),
    description && make("div", { class: "welcome-card" },
      make("p", { class: "welcome-question" }, "What can this bot do?"),
      make("p", {}, description)),
    make("button", { type: "button", class: "action is-primary start-button", onclick: handlers.start }, "Start"));
}
