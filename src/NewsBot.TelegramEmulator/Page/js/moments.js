// Times as the reader's own clock shows them.

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const dayThisYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long" });
const dayWithYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const short = new Intl.DateTimeFormat(undefined, { day: "2-digit", month: "2-digit", year: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });

// The emulator's clock can be moved; what is "today" follows it.
let moved = { unix: 0, rate: 1, since: 0 };

/** Takes over the emulator's clock: { unix, rate, offset }. */
export const setClock = ({ unix, rate, offset }) => { moved = offset === 0 && rate === 1 ? { unix: 0, rate: 1, since: 0 } : { unix, rate, since: Date.now() }; };

const now = () => (moved.since ? moved.unix * 1000 + (Date.now() - moved.since) * moved.rate : Date.now());
const at = unix => new Date(unix * 1000);
const dayNumber = date => Math.floor((date.getTime() - date.getTimezoneOffset() * 60000) / 86400000);

export const timeOf = unix => clock.format(at(unix));
export const wholeMoment = unix => whole.format(at(unix));
export const dayKey = unix => dayNumber(at(unix));

/** The line between two days: Today, Yesterday, 3 November, 3 November 2025. */
export function dayOf(unix) {
  const date = at(unix);
  const days = dayNumber(new Date(now())) - dayNumber(date);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return (date.getFullYear() === new Date(now()).getFullYear() ? dayThisYear : dayWithYear).format(date);
}

/** What a chat's line in the list shows: a time today, a weekday this week, else a date. */
export function briefMoment(unix) {
  const date = at(unix);
  const days = dayNumber(new Date(now())) - dayNumber(date);
  if (days === 0) return clock.format(date);
  return days < 7 ? weekday.format(date) : short.format(date);
}

const steps = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function relative(unix, language) {
  const seconds = Math.round(unix - now() / 1000);
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? steps.at(-1);
  return new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" }).format(Math.round(seconds / size), unit);
}

/** The browser's own variety of the reader's language (en-GB for en), so that a day is written as the reader writes it. */
const spelling = language => navigator.languages.find(own => own.split("-")[0] === language) ?? language;

/**
 * A moment inside a message (entity date_time), by Telegram's letters: r relative; w weekday,
 * d/D short or long date, t/T short or long time. Without letters the text stays as it was sent.
 */
export function formatMoment(unix, format, language) {
  if (!format) return null;
  if (format.includes("r")) return relative(unix, language);
  const options = {};
  if (format.includes("w")) options.weekday = "long";
  if (format.includes("d")) Object.assign(options, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (format.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (/[tT]/.test(format)) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (format.includes("T")) options.second = "2-digit";
  return new Intl.DateTimeFormat(spelling(language), options).format(at(unix));
}

// "5 min. ago" would be false in a minute, so relative moments are counted on.
setInterval(() => {
  for (const element of document.querySelectorAll("time[data-relative]")) {
    const text = relative(Number(element.dataset.relative), element.dataset.language || undefined);
    if (element.textContent !== text) element.textContent = text;
  }
}, 20000);
