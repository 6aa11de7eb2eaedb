// Small windows: toasts, alerts, questions and forms. All of them give the focus back.
import { byId, icon, make } from "./dom.js";

// --- toasts ----------------------------------------------------------------------------------

export function toast(text, kind = "note") {
  const element = make("p", { class: `toast is-${kind}`, role: "status" }, text);
  const stack = byId("toasts");
  stack.append(element);
  // Shown anew each time: the newest in the top layer stands above an open dialog.
  if (stack.matches(":popover-open")) stack.hidePopover();
  stack.showPopover();
  // Long sentences stay longer: about what it takes to read them twice.
  setTimeout(() => { element.remove(); if (!stack.children.length) stack.hidePopover(); }, Math.min(2500 + text.length * 60, 9000));
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    // Without permission (or over plain http on another machine) the old way still works.
    const area = make("textarea", { class: "off-screen" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    toast(done ? "Copied" : "The browser does not allow copying here.", done ? "note" : "problem");
  }
}

// --- dialogs ---------------------------------------------------------------------------------

/**
 * Opens a dialog. `build(close)` returns its content; the promise gives what `close` was called with,
 * or undefined when it was left with Escape or a click beside it.
 */
export function dialog(title, build, { role = "dialog", closable = true, wide = false } = {}) {
  return new Promise(resolve => {
    const before = document.activeElement;
    let result;
    const close = value => { result = value; box.close(); };
    const box = make("dialog", { class: wide ? "dialog is-wide" : "dialog", role, "aria-labelledby": "dialog-title" },
      make("header", { class: "dialog-head" }, make("h2", { id: "dialog-title" }, title),
        closable && make("button", { type: "button", class: "icon-button", "aria-label": "Close", onclick: () => close() }, icon("close"))),
      build(close));
    box.addEventListener("click", event => { if (event.target === box && closable) close(); });
    box.addEventListener("close", () => {
      box.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
      resolve(result);
    });
    document.body.append(box);
    box.showModal();
  });
}

const buttonRow = (...buttons) => make("div", { class: "dialog-buttons" }, buttons);
export const actionButton = (text, style, onclick, type = "button") => make("button", { type, class: `action is-${style}`, onclick }, text);

/** What the bot wants to be read before anything else happens. */
export const alertBox = (from, text) => dialog(from, close => make("div", {},
  make("p", { class: "dialog-text" }, text), buttonRow(actionButton("OK", "primary", () => close(true)))), { role: "alertdialog", closable: false });

/** Asks before something that cannot be undone; the safe answer comes first. */
export const confirmBox = (title, text, yes, no = "Cancel") => dialog(title, close => make("div", {},
  make("p", { class: "dialog-text" }, text),
  buttonRow(actionButton(no, "plain", () => close(false)), actionButton(yes, "danger", () => close(true)))), { role: "alertdialog" });

/** A form in a dialog; `submit(close)` runs on Enter or the main button, and its error is shown in the form. */
export function formDialog(title, main, fields, submit) {
  return dialog(title, close => {
    const problem = make("p", { class: "form-problem", role: "alert" });
    const button = actionButton(main, "primary", null, "submit");
    return make("form", {
      class: "form", method: "dialog", onsubmit: async event => {
        event.preventDefault();
        button.disabled = true;
        problem.textContent = "";
        try { close(await submit()); } catch (error) { problem.textContent = error.message; button.disabled = false; }
      },
    }, fields, problem, buttonRow(actionButton("Cancel", "plain", () => close()), button));
  });
}

export function field(label, input, hint) {
  return make("label", { class: "field" }, make("span", { class: "field-label" }, label), input, hint && make("span", { class: "field-hint" }, hint));
}
