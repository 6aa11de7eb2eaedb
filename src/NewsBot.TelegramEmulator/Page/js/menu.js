// Menus: of a button, of a message, of a person.
import { icon, make } from "./dom.js";

/**
 * Opens a menu at a button or a point. Items: {text, icon?, lead?, note?, checked?, danger?, run} or null for a line.
 * Arrow keys, Home, End, Escape and letters work as in any menu.
 */
export function menu(place, items, label) {
  const opener = place instanceof Element ? place : document.activeElement;
  const list = make("div", { class: "menu", role: "menu", "aria-label": label, popover: "auto" }, items.map(item => item === null
    ? make("hr")
    : make("button", {
      type: "button", class: item.danger ? "menu-item is-danger" : "menu-item", tabindex: "-1",
      role: item.checked === undefined ? "menuitem" : "menuitemradio", "aria-checked": item.checked === undefined ? null : String(item.checked),
      onclick: () => { list.hidePopover(); item.run(); },
    }, item.lead ?? (item.icon ? icon(item.icon) : null),
      make("span", { class: "menu-text" }, item.text, item.note && make("small", {}, item.note)),
      item.badge ? make("span", { class: "badge" }, item.badge) : null, item.checked && icon("check"))));
  document.body.append(list);
  list.addEventListener("toggle", event => {
    const open = event.newState === "open";
    if (place instanceof Element) place.setAttribute("aria-expanded", open);
    if (open) return;
    const hadFocus = list.contains(document.activeElement) || document.activeElement === document.body;
    list.remove();
    if (hadFocus && opener?.isConnected) opener.focus({ preventScroll: true });
  });
  list.showPopover();
  put(list, place);
  const buttons = [...list.querySelectorAll("button")];
  list.addEventListener("keydown", event => moveInMenu(event, buttons));
  (buttons.find(button => button.getAttribute("aria-checked") === "true") ?? buttons[0])?.focus({ preventScroll: true });
}

function moveInMenu(event, buttons) {
  const at = buttons.indexOf(document.activeElement);
  const last = buttons.length - 1;
  const target = {
    ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last,
  }[event.key] ?? (event.key.length === 1 ? buttons.findIndex(button => button.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase())) : -1);
  if (target < 0) return;
  event.preventDefault();
  buttons[target].focus();
}

function put(list, place) {
  const edge = 8;
  const around = place instanceof Element ? place.getBoundingClientRect() : new DOMRect(place.x, place.y, 0, 0);
  const { width, height } = list.getBoundingClientRect();
  const left = Math.min(Math.max(around.left, edge), innerWidth - width - edge);
  const below = around.bottom + 4;
  const top = below + height > innerHeight - edge ? Math.max(around.top - height - 4, edge) : below;
  list.style.left = `${left}px`;
  list.style.top = `${top}px`;
}
