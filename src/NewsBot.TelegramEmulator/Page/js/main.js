// Puts the page together: what is open, what a message's menu offers, and the connection.
import { byId, icon } from "./dom.js";
import { listen, post } from "./api.js";
import { chat as chatById, chatsOf, isMine, me, on, openChat, receive, setOpen, world } from "./state.js";
import { startTheme } from "./theme.js";
import { startPeople, addPerson } from "./people.js";
import { startChatList } from "./chats.js";
import { startConversation } from "./conversation.js";
import { startMessages } from "./messages.js";
import { edit, replyTo, sendText, startComposer } from "./composer.js";
import { plainText } from "./message.js";
import { confirmBox, copyText, toast } from "./dialogs.js";
import { menu } from "./menu.js";
import { createGroup } from "./groups.js";
import { catchBotLinks } from "./links.js";
import { followBotLinksWith } from "./keyboard.js";
import { openBotLink, start, startStartLinks } from "./start-links.js";

const phone = matchMedia("(max-width: 719px)");

// --- which chat is open: the address says it, so Back works on a phone -------------------------

function open(chatId) {
  if (!chatId) return;
  const address = `#${chatId}`;
  if (location.hash === address) showFromAddress();
  else location.hash = address;
}

function leave() {
  if (location.hash) location.hash = "";
  else showFromAddress();
}

function showFromAddress() {
  if (!world.ready || !me()) return;
  const mine = chatsOf();
  const wanted = chatById(Number(location.hash.slice(1)));
  const chat = wanted && mine.some(one => one.id === wanted.id) ? wanted : null;
  document.body.dataset.screen = chat ? "chat" : "list";
  if (chat) setOpen(chat.id);
  else if (!phone.matches) setOpen((mine.find(one => one.id === openChat()?.id) ?? mine.find(one => one.type === "private") ?? mine[0])?.id ?? 0);
  else setOpen(0);
  if (chat && !phone.matches) byId("composer-text").focus({ preventScroll: true });
}

// --- menus ---------------------------------------------------------------------------------------

function messageActions(message, place) {
  const text = plainText(message);
  menu(place, [
    { text: "Reply", icon: "reply", run: () => replyTo(message) },
    text && { text: "Copy text", icon: "copy", run: () => copyText(text) },
    isMine(message) && message.kind === "text" && !message.forwardedFrom && { text: "Edit", icon: "edit", run: () => edit(message) },
  ].filter(Boolean), "Message actions");
}

async function startOver() {
  const sure = await confirmBox("Start over?",
    "All messages here are removed. People and groups stay, and the bot keeps what it knows about its chats.", "Start over", "Keep everything");
  if (!sure) return;
  try {
    await post("reset");
    leave();
    toast("All chats are empty again.");
  } catch (refused) {
    toast(refused.message, "problem");
  }
}

function startMoreMenu() {
  const button = byId("more-button");
  button.append(icon("more"));
  button.addEventListener("click", () => menu(button, [
    { text: "New group", icon: "group", run: async () => open(await createGroup()) },
    { text: "Add a person", icon: "person", run: addPerson },
    null,
    { text: "Start over", icon: "restart", danger: true, run: startOver },
  ], "More"));
}

// --- the connection ------------------------------------------------------------------------------

function startConnection() {
  const banner = byId("connection-banner");
  let late = 0;
  listen(receive, connected => {
    clearTimeout(late);
    if (connected) banner.hidden = true;
    // A blink is not worth a word; the stream's first event brings the whole state again.
    else late = setTimeout(() => { banner.textContent = "The emulator is not reachable. Trying again…"; banner.hidden = false; }, 1200);
  });
}

// --- start ---------------------------------------------------------------------------------------

startTheme();
startPeople();
startChatList(open);
startConversation(open, leave);
startComposer();
startMessages({ command: sendText, actions: messageActions, start: () => start() });
startMoreMenu();
catchBotLinks(byId("log"), link => openBotLink(link, open));
followBotLinksWith(link => openBotLink(link, open));
startStartLinks(open);

addEventListener("hashchange", showFromAddress);
phone.addEventListener("change", showFromAddress);
on("me", showFromAddress);
on("moved", open);     // the group became a supergroup: go along
on("chats", () => { if (!openChat() || !chatsOf().some(one => one.id === openChat().id)) showFromAddress(); });
startConnection();
