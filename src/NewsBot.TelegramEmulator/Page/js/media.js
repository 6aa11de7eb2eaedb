// Pictures, documents, stickers, voice and the card of a link.
import { icon, make } from "./dom.js";
import { fileAddress } from "./api.js";
import { domainOf, linkAttributes } from "./links.js";

/** A picture keeps its place while it loads; when it cannot be loaded it says so and stays calm. */
export function renderPhoto(photo, description, covered) {
  const frame = make("div", { class: "photo" });
  const { width = 4, height = 3 } = photo;
  frame.style.aspectRatio = `${Math.max(width, 1)} / ${Math.max(height, 1)}`;
  const image = make("img", { alt: description ? `Picture: ${description}` : "Picture", loading: "lazy", decoding: "async" });
  image.addEventListener("load", () => frame.classList.add("is-loaded"));
  image.addEventListener("error", () => {
    frame.classList.add("is-missing");
    frame.replaceChildren(icon("picture"),
      make("p", {}, "The picture cannot be loaded here"), make("p", { class: "photo-source" }, domainOf(photo.url)));
    frame.style.aspectRatio = "";
  });
  image.src = fileAddress(photo.url);
  frame.append(image);
  if (covered) {
    const cover = make("button", { type: "button", class: "photo-cover" }, "Hidden picture · show");
    cover.addEventListener("click", () => cover.remove());
    frame.append(cover);
  }
  return frame;
}

const units = ["B", "KB", "MB", "GB"];

function readableSize(bytes) {
  if (!Number.isFinite(bytes)) return "";
  const step = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), units.length - 1);
  return `${(bytes / 1024 ** step).toFixed(step && bytes / 1024 ** step < 10 ? 1 : 0)} ${units[step]}`;
}

export function renderDocument(document) {
  // A file of the emulator can be kept; the browser never opens it as a page.
  const place = document?.url ? { href: fileAddress(document.url), download: document.name ?? "", title: "Download" } : {};
  return make(document?.url ? "a" : "div", { ...place, class: "document" },
    make("span", { class: "document-icon" }, icon("document")),
    make("span", { class: "document-name" }, document?.name ?? "Document"),
    make("span", { class: "document-size" }, readableSize(document?.size)));
}

export function renderSticker(message) {
  return make("div", { class: "sticker", role: "img", "aria-label": "Sticker" }, message.text || "👍");
}

// A drawn waveform: the emulator sends no sound, only the fact of a voice message.
export function renderVoice() {
  const bars = make("span", { class: "voice-bars" });
  for (const height of [4, 8, 14, 9, 16, 20, 12, 7, 15, 18, 10, 6, 13, 8, 4]) {
    const bar = make("i");
    bar.style.height = `${height}px`;
    bars.append(bar);
  }
  return make("div", { class: "voice", role: "img", "aria-label": "Voice message" },
    make("span", { class: "voice-icon" }, icon("voice")), bars, make("span", { class: "voice-length" }, "0:03"));
}

/** The card under (or above) a text that has a link. Nothing is fetched, so it shows the address itself. */
export function renderPreview(preview) {
  const attributes = linkAttributes(preview.url);
  if (!attributes) return null;
  const url = new URL(preview.url);
  const path = decode(url.pathname).replace(/\/$/, "");
  return make("a", { ...attributes, class: preview.large ? "preview is-large" : "preview" },
    make("span", { class: "preview-picture" }, icon("link")),
    make("span", { class: "preview-domain" }, domainOf(preview.url)),
    path && make("span", { class: "preview-path" }, path));
}

function decode(path) {
  try { return decodeURIComponent(path); } catch { return path; }
}
