// Who I am: switching between people and adding one.
import { byId, icon, make } from "./dom.js";
import { post } from "./api.js";
import { allPeople, become, chatsOf, me, nameOf, on, receive } from "./state.js";
import { avatarOfPerson } from "./avatar.js";
import { field, formDialog, toast } from "./dialogs.js";
import { menu } from "./menu.js";
import { unreadCount } from "./unread.js";

const languages = ["en", "uk", "de", "fr", "es", "pl", "it", "pt", "tr", "ru", "cs", "ro", "nl", "sv", "ja", "zh", "ar", "he"];
const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

export function languageName(code) {
  try { return code ? languageNames.of(code) : "no language"; } catch { return code; }
}

const unreadOf = one => chatsOf(one.id).reduce((sum, chat) => sum + unreadCount(chat.id, one.id), 0);

function openMenu(place) {
  menu(place, [
    ...allPeople().map(one => ({
      text: nameOf(one), note: languageName(one.languageCode), lead: avatarOfPerson(one), checked: one.id === me()?.id,
      badge: one.id === me()?.id ? 0 : unreadOf(one), run: () => become(one.id),
    })),
    null,
    { text: "Add a person", icon: "plus", run: addPerson },
  ], "Who you are");
}

export async function addPerson() {
  const first = make("input", { class: "input", required: true, maxlength: "64", autocomplete: "off", autofocus: true });
  const last = make("input", { class: "input", maxlength: "64", autocomplete: "off" });
  const user = make("input", { class: "input", maxlength: "32", pattern: "@?[A-Za-z][A-Za-z0-9_]{3,31}", autocomplete: "off", title: "Letters, digits and _, at least 4, a letter first" });
  const language = make("select", { class: "input" },
    languages.map(code => make("option", { value: code }, languageName(code))));
  const added = await formDialog("Add a person", "Add", [
    field("First name", first), field("Last name", last), field("Username", user, "Optional"),
    field("Language of their app", language, "The bot speaks to them in it when it can"),
  ], () => post("people", {
    firstName: first.value.trim(), lastName: last.value.trim() || undefined,
    username: user.value.trim().replace(/^@/, "") || undefined, languageCode: language.value,
  }));
  if (!added) return;
  receive("person", added.person ?? added);
  if (added.chat) receive("chat", added.chat);
  become((added.person ?? added).id);
  toast(`You are now ${nameOf(added.person ?? added)}`);
}

export function startPeople() {
  const button = byId("person-button");
  const paint = () => {
    const one = me();
    if (!one) return;
    const elsewhere = allPeople().some(other => other.id !== one.id && unreadOf(other) > 0);
    button.replaceChildren(avatarOfPerson(one),
      make("span", { class: "person-name" }, make("small", {}, "You are"), make("strong", {}, nameOf(one))),
      elsewhere ? make("span", { class: "dot", title: "Another person has unread messages" }) : "", icon("chevron"));
    button.setAttribute("aria-label", `You are ${nameOf(one)}. Switch person`);
  };
  for (const topic of ["me", "people", "chats"]) on(topic, paint);
  button.addEventListener("click", () => openMenu(button));
}
