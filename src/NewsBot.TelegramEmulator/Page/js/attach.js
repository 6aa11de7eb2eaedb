// What a person can send besides text, so that the bot's answer to it can be tried.
import { make } from "./dom.js";
import { menu } from "./menu.js";
import { actionButton, dialog, toast } from "./dialogs.js";

const LARGEST = 20 * 1024 * 1024;   // what a bot may download

export function attachMenu(place, send) {
  menu(place, [
    { text: "File", note: "an OPML list, for example", icon: "document", run: () => pickFile(send, "document", "") },
    { text: "Picture", icon: "picture", run: () => pickFile(send, "photo", "image/png, image/jpeg") },
    { text: "Sticker", icon: "sticker", note: "👍", run: () => send({ kind: "sticker" }) },
    { text: "Voice message", icon: "voice", run: () => send({ kind: "voice" }) },
    { text: "Forwarded post", note: "as from a channel", icon: "forward", run: () => forward(send) },
  ], "Attach");
}

function pickFile(send, kind, accept) {
  const input = make("input", { type: "file", class: "off-screen", accept });
  input.addEventListener("change", async () => {
    const file = input.files[0];
    input.remove();
    if (!file) return;
    if (file.size > LARGEST) { toast("A bot can receive files of up to 20 MB; this one is larger.", "problem"); return; }
    send({ kind, document: { name: file.name, contentBase64: await base64(file) } });
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

async function forward(send) {
  const text = make("textarea", { rows: "4", class: "input", placeholder: "The text of the post, with a link if you like" });
  const words = await dialog("Forwarded post", close => make("form", {
    class: "form", method: "dialog", onsubmit: event => { event.preventDefault(); close(text.value.trim()); },
  }, text, make("div", { class: "dialog-buttons" },
    actionButton("Cancel", "plain", () => close()), actionButton("Send", "primary", null, "submit"))));
  if (words) send({ kind: "forward", text: words });
}
