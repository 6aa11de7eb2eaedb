// One message as an element.
import { icon, make } from "./dom.js";
import { isMine, me, messageOf, world } from "./state.js";
import { senderOf } from "./avatar.js";
import { summaryOf } from "./chats.js";
import { renderText } from "./entities.js";
import { renderBlocks } from "./rich.js";
import { renderDocument, renderPhoto, renderPreview, renderSticker, renderVoice } from "./media.js";
import { renderKeyboard } from "./keyboard.js";
import { timeOf, wholeMoment } from "./moments.js";

/**
 * @param {object} message
 * @param {{chat:object, first:boolean, last:boolean, command:Function, jump:Function, actions:Function}} around
 *   whether it opens and closes a run of messages of one sender, and what taps in it do
 */
export function renderMessage(message, around) {
  const mine = isMine(message) && !message.senderChatId;
  const sender = senderOf(message, around.chat);
  const service = message.kind === "service";
  const names = [
    "message", service ? "is-service" : mine ? "is-mine" : "is-theirs",
    around.first && "is-first", around.last && "is-last", message.kind === "sticker" && "is-bare",
    message.kind === "photo" && "has-photo", message.buttons?.length && "has-keyboard",
  ];
  const article = make("article", {
    class: names.filter(Boolean).join(" "),
    data: { messageId: message.id, from: message.from?.kind ?? "service" },
    "aria-label": service ? null : `${mine ? "You" : sender.name}, ${timeOf(message.date)}`,
    lang: languageOf(message),
  });
  if (service) {
    article.append(make("p", { class: "service-text" }, message.text ?? ""));
    return article;
  }
  const inGroup = around.chat.type !== "private";
  const bubble = make("div", { class: "bubble" },
    inGroup && !mine && around.first && make("p", { class: `sender hue-text-${sender.hue}` }, sender.name,
      sender.anonymous && make("span", { class: "sender-tag" }, "anonymous")),
    topicName(message, around.chat) && make("p", { class: "topic" }, topicName(message, around.chat)),
    message.forwardedFrom && make("p", { class: "forwarded" }, icon("forward"), "Forwarded from ", make("strong", {}, nameOfSource(message.forwardedFrom))),
    message.replyTo && replyQuote(message, around),
    body(message, around),
    reactions(message),
    facts(message));
  article.append(
    inGroup && !mine ? make("span", { class: "message-avatar" }, around.last ? sender.avatar() : null) : "",
    make("div", { class: "message-body" }, bubble, renderKeyboard(message) ?? ""),
    make("button", {
      type: "button", class: "icon-button message-actions", "aria-label": "Message actions", "aria-haspopup": "menu",
      onclick: event => around.actions(message, event.currentTarget),
    }, icon("more")));
  article.addEventListener("contextmenu", event => {
    // Links and selected words keep the browser's own menu.
    if (event.target.closest("a, img") || !getSelection().isCollapsed) return;
    event.preventDefault();
    around.actions(message, event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : article);
  });
  return article;
}

const nameOfSource = source => typeof source === "string" ? source : source.title ?? source.name ?? source.firstName ?? "someone";

// A screen reader should speak the message's language: told by its letters, and only when that is certain.
function languageOf(message) {
  const text = message.text ?? message.caption ?? "";
  if (/[іїєґ]/i.test(text)) return "uk";
  if (/[ыэъё]/i.test(text)) return "ru";
  return me() && message.from?.kind === "bot" && /\p{Script=Cyrillic}/u.test(text) && /^(uk|ru|bg|sr|be)/.test(me().languageCode ?? "")
    ? me().languageCode : null;
}

function body(message, around) {
  const reader = { language: me()?.languageCode || undefined, command: around.command };
  const words = message.text || message.caption || "";
  const text = words && make("div", { class: "text", dir: "auto" }, renderText(words, message.entities, reader));
  const preview = message.preview ? renderPreview(message.preview) : null;
  switch (message.kind) {
    case "photo": {
      const picture = message.photo && renderPhoto(message.photo, words.split("\n")[0], message.spoiler);
      return message.captionAbove ? [text, picture] : [picture, text];
    }
    case "document": return [renderDocument(message.document), text];
    case "sticker": return renderSticker(message);
    case "voice": return [renderVoice(), text];
    case "rich": return message.blocks ? renderBlocks(message.blocks, reader) : text;
    default: return message.preview?.above ? [preview, text] : [text, preview];
  }
}

const topicName = (message, chat) => chat.topics?.find(topic => topic.threadId === message.threadId)?.name;

function reactions(message) {
  const shown = (message.reactions ?? []).map(one => typeof one === "string" ? one : one.emoji).filter(Boolean);
  return shown.length > 0 && make("p", { class: "reactions" }, shown.map(emoji => make("span", {}, emoji)));
}

function replyQuote(message, around) {
  const id = typeof message.replyTo === "object" ? message.replyTo.id ?? message.replyTo.messageId : message.replyTo;
  const original = messageOf(message.chatId, id);
  const sender = original ? senderOf(original, around.chat) : null;
  return make("button", { type: "button", class: `reply-quote hue-bar-${sender?.hue ?? "none"}`, onclick: () => around.jump(id) },
    make("span", { class: "reply-name" }, original ? (isMine(original) ? "You" : sender.name) : "Earlier message"),
    make("span", { class: "reply-text" }, original ? summaryOf(original) : "no longer here"));
}

function facts(message) {
  return make("p", { class: "facts" },
    message.silent && make("span", { class: "silent", title: "Arrived without a sound", role: "img", "aria-label": "Arrived without a sound" }, "🔕"),
    message.editDate && make("span", { class: "edited", title: `Edited ${wholeMoment(message.editDate)}` }, "edited"),
    make("time", { datetime: new Date(message.date * 1000).toISOString(), title: wholeMoment(message.date) }, timeOf(message.date)));
}

/** The text of a message as it would be copied. */
export const plainText = message => message.text || message.caption || (message.blocks ? summaryOf(message) : "");

export const senderName = (message, chat) => isMine(message) ? "You" : senderOf(message, chat).name ?? world.bot.firstName;
