// Light, dark, or as the system has it.
import { byId, icon } from "./dom.js";
import { menu } from "./menu.js";

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

const chosen = () => root.dataset.theme ?? "system";

function choose(theme) {
  if (theme === "system") {
    delete root.dataset.theme;
    localStorage.removeItem("emulator.theme");
  } else {
    root.dataset.theme = theme;
    localStorage.setItem("emulator.theme", theme);
  }
  paint();
}

function paint() {
  const isDark = chosen() === "dark" || (chosen() === "system" && dark.matches);
  byId("theme-button").replaceChildren(icon(isDark ? "moon" : "sun"));
}

export function startTheme() {
  dark.addEventListener("change", paint);
  byId("theme-button").addEventListener("click", event => menu(event.currentTarget, [
    ["light", "Light"], ["dark", "Dark"], ["system", "As the system"],
  ].map(([theme, text]) => ({ text, checked: chosen() === theme, run: () => choose(theme) })), "Appearance"));
  paint();
}
