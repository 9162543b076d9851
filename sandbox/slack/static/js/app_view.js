// The conversation with the app: its Home tab, its messages, what it is; and suggested prompts.
import { get, post } from "./api.js";
import { blockList } from "./blocks.js";
import { byTestId, el } from "./dom.js";
import { homeSurface } from "./modals.js";
import { state } from "./state.js";

const TABS = { home: "Home", messages: "Messages", about: "About" };

export function showTabs(choose) {
  const tabs = byTestId("tabs");
  tabs.hidden = !state.channel.direct;
  const offered = Object.keys(TABS).filter((tab) => tab !== "home" || state.app.home_tab);
  tabs.replaceChildren(...offered.map((tab) =>
    el("button", { role: "tab", "data-testid": `tab-${tab}`, "aria-selected": String(tab === state.tab), onclick: () => choose(tab) }, TABS[tab])));
}

export function showTab() {
  const direct = state.channel.direct;
  byTestId("home").hidden = !direct || state.tab !== "home";
  byTestId("about").hidden = !direct || state.tab !== "about";
  const messages = !direct || state.tab === "messages";
  for (const id of ["messages", "prompts"]) byTestId(id).hidden = !messages;
  document.querySelector("main [data-composer]").hidden = !messages;
}

export async function visit(tab) {
  // The Home tab that is kept comes first: the one that this visit brings may be quicker to arrive.
  if (tab === "home") showHome((await get("home", { user: state.viewer })).view);
  if (tab !== "about") post("visit", { user: state.viewer, tab });
  if (tab === "about") byTestId("about").replaceChildren(el("h2", {}, state.app.name), el("p", {}, state.app.description));
}

export function showHome(view) {
  const empty = el("p", { class: "empty" }, `${state.app.name} has not published a Home tab for you yet.`);
  byTestId("home").replaceChildren(view ? blockList(view.blocks, homeSurface(view)) : empty);
}

export function showPrompts(prompts) {
  byTestId("prompts").replaceChildren(...prompts.map((each) =>
    el("button", { class: "prompt", "data-testid": "prompt", onclick: () =>
      post("say", { user: state.viewer, channel: state.channel.id, text: each.message }) }, each.title)));
}
