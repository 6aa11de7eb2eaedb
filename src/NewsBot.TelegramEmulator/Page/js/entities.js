// A message's text and its entities (offsets in UTF-16 units, as JavaScript counts) become elements.
import { make } from "./dom.js";
import { formatMoment, wholeMoment } from "./moments.js";
import { linkAttributes } from "./links.js";

/**
 * @param {string} text
 * @param {{type:string, offset:number, length:number}[]} entities
 * @param {{language?:string, command?:(text:string)=>void}} reader  the reader's language, and what a tapped command does
 */
export function renderText(text, entities, reader = {}) {
  const sorted = (entities ?? [])
    .filter(entity => entity.length > 0 && entity.offset >= 0 && entity.offset < text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length || rank(a) - rank(b));
  const fragment = document.createDocumentFragment();
  fragment.append(...renderRange(text, 0, text.length, sorted, reader));
  return fragment;
}

// Blocks go around inline marks when both cover the same words.
const rank = entity => entity.type.includes("blockquote") || entity.type === "pre" ? 0 : 1;

function renderRange(text, start, end, entities, reader) {
  const nodes = [];
  let position = start;
  let queue = [...entities];
  while (queue.length) {
    const entity = queue.shift();
    const from = Math.max(entity.offset, position);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    if (from > position) nodes.push(text.slice(position, from));
    // What lies inside goes into the element; what overlaps its end is cut there and goes on behind it.
    const inside = queue.filter(other => other.offset < to);
    queue = queue.filter(other => other.offset + other.length > to)
      .map(other => other.offset < to ? { ...other, offset: to, length: other.offset + other.length - to } : other);
    nodes.push(element(entity, text.slice(from, to), () => renderRange(text, from, to, inside, reader), reader));
    position = to;
  }
  if (position < end) nodes.push(text.slice(position, end));
  return withoutBlankLines(nodes);
}

const isBlock = node => node instanceof HTMLElement && ["PRE", "BLOCKQUOTE", "FIGURE"].includes(node.tagName);

// A block stands on its own line anyway: the line break next to it would show as an empty line.
function withoutBlankLines(nodes) {
  return nodes.map((node, index) => {
    if (typeof node !== "string") return node;
    let kept = node;
    if (isBlock(nodes[index - 1])) kept = kept.replace(/^\n/, "");
    if (isBlock(nodes[index + 1])) kept = kept.replace(/\n$/, "");
    return kept;
  });
}

function element(entity, own, inner, reader) {
  switch (entity.type) {
    case "bold": return make("strong", {}, inner());
    case "italic": return make("em", {}, inner());
    case "underline": return make("u", {}, inner());
    case "strikethrough": return make("s", {}, inner());
    case "code": return make("code", { translate: "no" }, own);
    case "pre": return preformatted(entity, own);
    case "spoiler": return spoiler(inner());
    case "blockquote": return make("blockquote", {}, inner());
    case "expandable_blockquote": return expandable(inner());
    case "text_link": return link(entity.url, inner());
    case "url": return link(/^[a-z][a-z0-9+.-]*:/i.test(own) ? own : `https://${own}`, inner());
    case "email": return link(`mailto:${own}`, inner());
    case "phone_number": return link(`tel:${own.replace(/[^\d+]/g, "")}`, inner());
    case "bot_command": return make("button", { type: "button", class: "text-button", onclick: () => reader.command?.(own) }, own);
    case "mention": case "text_mention": return make("span", { class: "mention" }, inner());
    case "hashtag": case "cashtag": return make("span", { class: "hashtag" }, inner());
    case "date_time": return moment(entity, inner(), reader);
    default: return make("span", {}, inner());
  }
}

/** Only addresses a browser may open from a message; anything else stays plain text. */
export function link(address, children) {
  const attributes = linkAttributes(address);
  return attributes ? make("a", attributes, children) : make("span", {}, children);
}

function preformatted(entity, text) {
  const code = make("code", { translate: "no" }, text);
  return entity.language
    ? make("figure", { class: "code" }, make("figcaption", {}, entity.language), make("pre", { tabindex: "0" }, code))
    : make("pre", { tabindex: "0" }, code);
}

function spoiler(children) {
  const hidden = make("span", { class: "spoiler-text" }, children);
  const cover = make("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, press to show" }, hidden);
  const show = event => {
    if (cover.classList.contains("is-shown") || (event.key && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    cover.classList.add("is-shown");
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
  };
  cover.addEventListener("click", show);
  cover.addEventListener("keydown", show);
  return cover;
}

function expandable(children) {
  const quote = make("blockquote", { class: "is-expandable" }, make("div", { class: "quote-text" }, children));
  const toggle = make("button", { type: "button", class: "text-button quote-toggle", "aria-expanded": "false" }, "Show more");
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("is-open");
    toggle.setAttribute("aria-expanded", open);
    toggle.textContent = open ? "Show less" : "Show more";
  });
  quote.append(toggle);
  return quote;
}

function moment(entity, children, reader) {
  const shown = formatMoment(entity.unix, entity.format, reader.language);
  const data = entity.format?.includes("r") ? { relative: entity.unix, language: reader.language ?? "" } : {};
  return make("time", { datetime: new Date(entity.unix * 1000).toISOString(), title: wholeMoment(entity.unix), data }, shown ?? children);
}
