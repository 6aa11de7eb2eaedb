// Groups: making one, and what its members and administrators are.
import { icon, make } from "./dom.js";
import { post } from "./api.js";
import { allPeople, chat as chatById, me, nameOf, on, person, receive, world } from "./state.js";
import { avatarOfBot, avatarOfPerson } from "./avatar.js";
import { actionButton, confirmBox, dialog, field, formDialog, toast } from "./dialogs.js";

/** @returns the new chat's id, or undefined */
export async function createGroup(withBot = true) {
  const title = make("input", { class: "input", required: true, maxlength: "128", autocomplete: "off", autofocus: true });
  const bot = make("input", { type: "checkbox", checked: withBot });
  const others = allPeople().filter(one => one.id !== me().id).map(one => ({ one, box: make("input", { type: "checkbox", checked: true }) }));
  const added = await formDialog("New group", "Create", [
    field("Name of the group", title),
    make("fieldset", { class: "choices" }, make("legend", {}, "Members"),
      make("p", { class: "choice is-fixed" }, avatarOfPerson(me()), make("span", {}, nameOf(me()), make("small", {}, "creates the group"))),
      others.map(({ one, box }) => make("label", { class: "choice" }, avatarOfPerson(one), make("span", {}, nameOf(one)), box)),
      make("label", { class: "choice" }, avatarOfBot(), make("span", {}, world.bot.firstName, make("small", {}, "the bot")), bot)),
  ], () => post("chats", {
    type: "group", title: title.value.trim(), bot: bot.checked ? "member" : "left",
    members: [{ personId: me().id, status: "creator", anonymous: false },
      ...others.filter(({ box }) => box.checked).map(({ one }) => ({ personId: one.id, status: "member", anonymous: false }))],
  }));
  if (!added) return undefined;
  receive("chat", added);
  return added.id;
}

async function change(path, body) {
  try { return await post(path, body); } catch (refused) { toast(refused.message, "problem"); return null; }
}

export const setBot = (chat, bot) => change("members", { chatId: chat.id, bot });
export const setBlocked = (chat, blocked) => change("blocks", { personId: chat.personId, blocked });

/** Migrates after a question; gives the new id. */
export async function migrate(chat) {
  const sure = await confirmBox("Upgrade to a supergroup?",
    "Telegram does this when a group becomes public or large. The group gets a new id, which the bot has to follow. It cannot be undone.", "Upgrade");
  return sure ? (await change("migrations", { chatId: chat.id }))?.newChatId : undefined;
}

const roles = { creator: "Owner", administrator: "Administrator", member: "Member", restricted: "May not write", left: "Not in the group", kicked: "Removed for good" };

const options = (values, current, pick) => make("select", { class: "input is-small", onchange: event => pick(event.target.value) },
  values.map(value => make("option", { value, selected: value === current }, roles[value])));

function memberRow(chat, member) {
  const one = person(member.personId);
  if (!one) return null;
  const set = (status, anonymous = member.anonymous) => change("members", { chatId: chat.id, personId: one.id, status, anonymous });
  const select = options(member.status === "creator" ? ["creator", "administrator", "member", "left"] : ["administrator", "member", "left"], member.status, status => set(status));
  select.setAttribute("aria-label", `What ${nameOf(one)} is in this group`);
  return make("li", { class: "choice" }, avatarOfPerson(one),
    make("span", {}, nameOf(one), member.status !== "member" && make("label", { class: "check" },
      make("input", { type: "checkbox", checked: member.anonymous, onchange: event => set(member.status, event.target.checked) }), "writes as the group")),
    select);
}

/** The group's own window; it follows what happens while it is open. */
export function showGroup(chatId, onMigrated) {
  let paint = () => {};
  on("chats", () => paint());
  return dialog("Group", close => {
    const content = make("div", { class: "details" });
    paint = () => {
      const chat = chatById(chatId);
      if (!chat) return;
      const absent = allPeople().filter(one => !chat.members.some(member => member.personId === one.id));
      const bot = options(["member", "administrator", ...(chat.type === "supergroup" ? ["restricted"] : []), "left", "kicked"], chat.bot, value => setBot(chat, value));
      bot.setAttribute("aria-label", "What the bot is in this group");
      content.replaceChildren(
        make("p", { class: "details-title" }, chat.title),
        make("p", { class: "details-note" }, `${chat.type === "supergroup" ? "Supergroup" : "Group"} · id ${chat.id}`),
        make("ul", { class: "choices" },
          make("li", { class: "choice" }, avatarOfBot(), make("span", {}, world.bot.firstName, make("small", {}, "the bot")), bot),
          chat.members.map(member => memberRow(chat, member)),
          absent.map(one => make("li", { class: "choice is-absent" }, avatarOfPerson(one), make("span", {}, nameOf(one)),
            actionButton("Add", "plain", () => change("members", { chatId, personId: one.id, status: "member" }))))),
        chat.type === "group" && make("button", {
          type: "button", class: "wide-button", onclick: async () => {
            close();
            const moved = await migrate(chat);
            if (moved) onMigrated(moved);
          },
        }, icon("upgrade"), "Upgrade to a supergroup"));
    };
    paint();
    return content;
  }, { wide: true }).finally(() => { paint = () => {}; });
}
