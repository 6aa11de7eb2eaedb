// Links: what may be opened, and which ones lead back to the bot of this page.
import { world } from "./state.js";

const openable = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

/**
 * Reads t.me/<this bot>… and tg://resolve?domain=<this bot>…
 * @returns {{start?:string, startGroup?:string} | null} null when the address leads elsewhere
 */
export function botLink(address) {
  let url;
  try { url = new URL(address); } catch { return null; }
  let name = null;
  if (/^(www\.)?(t|telegram)\.(me|dog)$/i.test(url.hostname)) name = url.pathname.slice(1).replace(/\/$/, "");
  else if (url.protocol === "tg:" && (url.hostname || url.pathname.replace(/\//g, "")) === "resolve") name = url.searchParams.get("domain");
  if (!name || name.toLowerCase() !== world.bot.username?.toLowerCase()) return null;
  return { start: url.searchParams.get("start") ?? undefined, startGroup: url.searchParams.get("startgroup") ?? undefined };
}

/** The attributes of a link to this address, or null when it must not be one. */
export function linkAttributes(address) {
  let url;
  try { url = new URL(address); } catch { return null; }
  if (!openable.has(url.protocol)) return null;
  const attributes = { href: url.href, rel: "noopener noreferrer", title: url.href };
  return botLink(url.href) ? { ...attributes, data: { inside: "bot" } } : { ...attributes, target: "_blank" };
}

/** The part of an address that a person recognises. */
export function domainOf(address) {
  try { return new URL(address).hostname.replace(/^www\./, ""); } catch { return address; }
}

/** Opens an address as a button press does: inside the page when it is the bot's own, else in a new tab. */
export function follow(address, onBotLink) {
  const inside = botLink(address);
  if (inside) onBotLink(inside);
  else if (linkAttributes(address)) window.open(address, "_blank", "noopener,noreferrer");
}

/** Links to the bot act inside the page wherever they stand in a message. */
export function catchBotLinks(root, onBotLink) {
  root.addEventListener("click", event => {
    const anchor = event.target.closest?.("a[data-inside]");
    if (!anchor) return;
    event.preventDefault();
    onBotLink(botLink(anchor.href));
  });
}
