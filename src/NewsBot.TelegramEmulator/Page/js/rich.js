// Rich messages arrive as HTML that the emulator has already cleaned. It is parsed into a document
// that runs nothing, and only known elements and attributes are copied out of it, one by one.
import { make } from "./dom.js";
import { linkAttributes } from "./links.js";
import { fileAddress } from "./api.js";
import { formatMoment, wholeMoment } from "./moments.js";

const known = new Set(["b", "strong", "i", "em", "u", "ins", "s", "del", "code", "pre", "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
  "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "figure", "figcaption", "blockquote",
  "aside", "footer", "cite", "mark", "sub", "sup", "span", "div", "small"]);
const dropped = new Set(["script", "style", "template", "iframe", "object", "embed", "form", "svg", "math", "link", "meta"]);
const spans = ["colspan", "rowspan", "start"];

export function renderBlocks(html, reader = {}) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return make("div", { class: "rich" }, copyChildren(parsed.body, reader));
}

const copyChildren = (node, reader) => [...node.childNodes].flatMap(child => copy(child, reader));

function copy(node, reader) {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const tag = node.localName;
  if (dropped.has(tag)) return [];
  if (tag === "a") {
    const attributes = linkAttributes(node.getAttribute("href") ?? "");
    return attributes ? make("a", attributes, copyChildren(node, reader)) : copyChildren(node, reader);
  }
  if (tag === "img") return picture(node);
  if (tag === "time" || tag === "tg-time") return moment(node, reader);
  if (tag === "table") return make("div", { class: "table-frame", tabindex: "0" }, make("table", {}, copyChildren(node, reader)));
  if (!known.has(tag)) return copyChildren(node, reader);
  const attributes = {};
  for (const name of spans) if (/^\d+$/.test(node.getAttribute(name) ?? "")) attributes[name] = node.getAttribute(name);
  if (tag === "details" && node.hasAttribute("open")) attributes.open = true;
  return make(tag, attributes, copyChildren(node, reader));
}

function picture(node) {
  const address = node.getAttribute("src") ?? "";
  if (!/^(https?:|\/)/.test(address)) return [];
  const image = make("img", { src: fileAddress(address), alt: node.getAttribute("alt") ?? "", loading: "lazy" });
  image.addEventListener("error", () => image.replaceWith(make("span", { class: "picture-missing" }, "Picture not reachable")));
  return image;
}

function moment(node, reader) {
  const unix = Number(node.getAttribute("unix") ?? Date.parse(node.getAttribute("datetime") ?? "") / 1000);
  if (!Number.isFinite(unix)) return copyChildren(node, reader);
  const shown = formatMoment(unix, node.getAttribute("format") ?? "", reader.language);
  return make("time", { title: wholeMoment(unix) }, shown ?? copyChildren(node, reader));
}
