// Inline buttons. A callback button spins until the bot answers the press; the answer may be
// nothing, a toast, an alert or an address.
import { icon, make } from "./dom.js";
import { post } from "./api.js";
import { me, on, world } from "./state.js";
import { alertBox, copyText, toast } from "./dialogs.js";
import { follow } from "./links.js";

const PATIENCE = 15000;         // as long as Telegram's own clients wait for an answer
const waiting = new Map();      // where the button is → press id (null until the emulator names it)
const early = new Map();        // answers that came before the press was named

const placeOf = (message, row, column, button) => `${message.chatId}/${message.id}/${row}/${column}/${button.data}`;
let onBotLink = () => {};

/** Says where links to the bot itself lead. */
export function followBotLinksWith(handler) { onBotLink = handler; }

export function renderKeyboard(message) {
  if (!message.buttons?.length) return null;
  return make("div", { class: "keyboard", role: "group", "aria-label": "Buttons of this message" },
    message.buttons.map((row, rowIndex) => make("div", { class: "keyboard-row" },
      row.map((button, column) => renderButton(message, button, rowIndex, column)))));
}

const marks = { url: "external", copy: "copy" };

function renderButton(message, button, row, column) {
  const style = ["primary", "success", "danger"].includes(button.style) ? ` is-${button.style}` : "";
  const place = placeOf(message, row, column, button);
  return make("button", {
    type: "button",
    class: `key${style}${waiting.has(place) ? " is-waiting" : ""}`,
    disabled: button.kind === "disabled",
    data: { place, at: `${row}/${column}` },
    onclick: () => press(message, button, row, column),
  }, make("span", { class: "key-text" }, button.text), marks[button.kind] && icon(marks[button.kind]));
}

async function press(message, button, row, column) {
  switch (button.kind) {
    case "url": follow(button.url, onBotLink); return;
    case "copy": await copyText(button.copyText ?? ""); return;
    case "callback": break;
    default: toast("Inline mode is not part of this emulator."); return;
  }
  const place = placeOf(message, row, column, button);
  if (waiting.has(place)) return;
  spin(place, null);
  try {
    const { pressId } = await post("presses", { chatId: message.chatId, messageId: message.id, personId: me().id, row, column });
    if (early.has(pressId)) { settle(place, early.get(pressId)); return; }
    spin(place, pressId);
    setTimeout(() => { if (waiting.get(place) === pressId) stop(place); }, PATIENCE);
  } catch (refused) {
    stop(place);
    toast(refused.message, "problem");
  }
}

function spin(place, pressId) {
  waiting.set(place, pressId);
  paint(place, true);
}

function stop(place) {
  waiting.delete(place);
  paint(place, false);
}

function paint(place, isWaiting) {
  for (const element of document.querySelectorAll(".key")) {
    if (element.dataset.place !== place) continue;
    element.classList.toggle("is-waiting", isWaiting);
    element.toggleAttribute("aria-busy", isWaiting);
  }
}

function settle(place, answer) {
  early.delete(answer.pressId);
  stop(place);
  if (answer.url) follow(answer.url, onBotLink);
  if (answer.text && answer.alert) alertBox(world.bot.firstName, answer.text);
  else if (answer.text) toast(answer.text);
}

on("answer", answer => {
  const place = [...waiting].find(([, pressId]) => pressId === answer.pressId)?.[0];
  if (place) { settle(place, answer); return; }
  // Another tab's press, or our own whose name is still on its way.
  early.set(answer.pressId, answer);
  setTimeout(() => early.delete(answer.pressId), 5000);
});
