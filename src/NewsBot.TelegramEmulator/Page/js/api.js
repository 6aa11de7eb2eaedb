// Everything that goes to the emulator and comes from it: calls with the page's key,
// and one event stream that says by itself when it is lost and when it is back.

let key = document.querySelector('meta[name="emulator-key"]').content;

/** An answer of the emulator that says no; its message is a sentence for a person. */
export class Refused extends Error {}

async function call(method, path, body, again = true) {
  let response;
  try {
    response = await fetch(`/emulator/${path}`, {
      method,
      headers: { "X-Emulator-Key": key, ...(body ? { "Content-Type": "application/json" } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw new Refused("The emulator does not answer. It may have been stopped; this page tries again by itself.");
  }
  if (response.status === 403 && again && await renewKey()) return call(method, path, body, false);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(answer.error ?? `The emulator answered ${response.status}.`);
  return answer;
}

export const get = path => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);

/** Addresses of the emulator's own files need the key; foreign ones must never see it. */
export function fileAddress(address) {
  const url = new URL(address, location.href);
  if (url.origin === location.origin && url.pathname.startsWith("/emulator/")) url.searchParams.set("key", key);
  return url.href;
}

/** A restarted emulator has a new key; the page at "/" carries it. */
async function renewKey() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch("/", { cache: "no-store" })).text(), "text/html");
    const fresh = page.querySelector('meta[name="emulator-key"]')?.content;
    if (!fresh || fresh === key) return false;
    key = fresh;
    return true;
  } catch {
    return false;
  }
}

const kinds = ["state", "message", "edit", "delete", "chat", "person", "commands", "bot", "typing", "answer", "clock", "reset"];

/**
 * Listens for good: `onEvent(kind, data)` for every event (the first is the whole state),
 * `onConnection(connected)` whenever that changes.
 */
export function listen(onEvent, onConnection) {
  let wait = 500;
  let stream;
  let connected = null;

  const say = now => {
    if (now !== connected) onConnection(now);
    connected = now;
  };
  const open = () => {
    stream = new EventSource(`/emulator/events?key=${encodeURIComponent(key)}`);
    stream.onopen = () => { wait = 500; say(true); };
    // The browser's own retry does not cover refusals and needs the old key, so this one does it all.
    stream.onerror = () => {
      stream.close();
      say(false);
      setTimeout(async () => { await renewKey(); open(); }, wait);
      wait = Math.min(wait * 2, 8000);
    };
    for (const kind of kinds) {
      stream.addEventListener(kind, event => onEvent(kind, event.data ? JSON.parse(event.data) : {}));
    }
  };

  addEventListener("pagehide", () => stream?.close());
  // Coming back through the browser's page cache: the stream was closed above.
  addEventListener("pageshow", event => { if (event.persisted) open(); });
  open();
}
