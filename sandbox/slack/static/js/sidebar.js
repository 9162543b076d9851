// The left column: the team, who you are, channels, the conversation with the app.
import { post } from "./api.js";
import { byTestId, el } from "./dom.js";
import { icon } from "./icons.js";
import { state, titleOf, userOf } from "./state.js";

const ROLES = { rep: "rep", approver: "approver", admin: "admin", outsider: "outsider, guest", partner: "partner, Slack Connect" };

export function drawPicker(switchTo) {
  const picker = byTestId("user-picker");
  picker.replaceChildren(...state.actors.map((id) => {
    const user = userOf(id);
    return el("option", { value: id, selected: id === state.viewer }, `${user.name} (${ROLES[user.role]})`);
  }));
  picker.onchange = () => switchTo(picker.value);
}

export function drawLanguages({ locale, locales }, changed) {
  const picker = byTestId("language-picker");
  picker.replaceChildren(...Object.entries(locales).map(([code, name]) => el("option", { value: code, selected: code === locale }, name)));
  picker.onchange = async () => {
    await post("language", { user: state.viewer, locale: picker.value });
    changed();
  };
}

function link(channel, open) {
  const mark = channel.direct ? el("img", { class: "avatar tiny", src: "/static/icon.svg", alt: "" }) : el("span", { class: "hash" }, channel.shared ? icon("shared") : "#");
  return el("button", {
    class: `channel-link ${channel.id === state.channel?.id ? "open" : ""} ${state.unread.has(channel.id) ? "unread" : ""}`,
    "data-testid": `channel-${channel.direct ? "app" : channel.name}`, "data-channel": channel.id, onclick: () => open(channel.id),
  }, mark, el("span", {}, titleOf(channel)));
}

export function drawChannels(open) {
  const list = (title, channels) => [el("h2", {}, title), ...channels.map((each) => link(each, open))];
  byTestId("channels").replaceChildren(
    ...list("Channels", state.channels.filter((each) => !each.direct)),
    ...list("Apps", state.channels.filter((each) => each.direct)));
}

export function drawTeam(team) {
  byTestId("team-name").textContent = team;
  showConnection(state.app.connected);
}

export function showConnection(connected) {
  const dot = byTestId("connection");
  dot.textContent = `${state.app.name} is ${connected ? "connected" : "not connected"}`;
  dot.classList.toggle("on", connected);
}
