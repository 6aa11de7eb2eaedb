// The one way this page makes elements. Text goes in as text nodes only, so nothing
// that a message, a name or a feed contains can ever become markup.

/**
 * Makes an element. Properties starting with "on" are listeners, "class" and "data" are what
 * they say, anything else is an attribute; null, undefined and false leave it out.
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = id => document.getElementById(id);

const SVG = "http://www.w3.org/2000/svg";

// Drawn for this page on a 24 grid, stroked with the colour of the text around them.
const paths = {
  back: "M15 5l-7 7 7 7",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M20 14.5A8.2 8.2 0 0 1 9.5 4 8.2 8.2 0 1 0 20 14.5z",
  send: "M12 19V5.5M5.8 11.2L12 5l6.2 6.2",
  check: "M5 12.5l4.5 4.5L19 7.5",
  attach: "M18.5 11.5l-6.8 6.8a4.2 4.2 0 0 1-6-6l7.5-7.4a2.8 2.8 0 0 1 4 4l-7.3 7.2a1.4 1.4 0 0 1-2-2l6.4-6.3",
  slash: "M14.5 6l-5 12",
  close: "M6 6l12 12M18 6L6 18",
  down: "M12 5v13.5M5.8 12.8L12 19l6.2-6.2",
  chevron: "M7 10l5 5 5-5",
  reply: "M10 7L5 12l5 5M5 12h9a5 5 0 0 1 5 5v1",
  edit: "M5 19l1-4L16.5 4.5l3 3L9 18z",
  copy: "M9 9h10v10H9zM15 9V5H5v10h4",
  group: "M9 11.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 19c0-3 2.4-5 5.5-5s5.5 2 5.5 5M15.5 5.4a3.2 3.2 0 0 1 0 5.8M17 14.3c2.1.7 3.5 2.4 3.5 4.7",
  person: "M12 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM5 20c0-3.6 3-6 7-6s7 2.4 7 6",
  plus: "M12 5v14M5 12h14",
  info: "M12 11v5.5M12 7.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  restart: "M5 12a7 7 0 1 0 2.2-5.1M7.5 3v4.2h4.2",
  block: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12",
  document: "M7 3.5h7l4 4v13H7zM14 3.5v4h4M10 12.5h5M10 16h5",
  picture: "M4 5.5h16v13H4zM4 15.5l4.5-4 4 3.5 3-2.5 4.5 4M15.5 9.5v.01",
  voice: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5",
  sticker: "M4.5 4.5h15v9l-6 6h-9zM19.5 13.5h-6v6",
  forward: "M14 7l5 5-5 5M19 12h-9a5 5 0 0 0-5 5v1",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  external: "M8 16L16.5 7.5M9.5 7h7.5v7.5",
  quiet: "M6 16.5V11a6 6 0 0 1 9.5-4.9M18 10.5v6M4.5 16.5H16M10 19.5h4M4 4l16 16",
  upgrade: "M12 19V9M7 13l5-5 5 5M5 4.5h14",
};

/** A decorative icon; the button around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}
