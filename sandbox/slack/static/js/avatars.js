// Pictures of people: initials on a colour, and the app's paper plane.
import { el } from "./dom.js";
import { state, userOf } from "./state.js";

const COLOURS = ["#2c699a", "#8a4fbf", "#b5532a", "#0f766e", "#a83262", "#5b6b1f"];

export function avatar(userId, size = "") {
  if (userId === state.app?.user) {
    return el("img", { class: `avatar ${size}`, src: "/static/icon.svg", alt: "" });
  }
  const user = userOf(userId);
  const index = user ? state.actors.indexOf(userId) : 0;
  const initials = user ? user.name.split(" ").map((word) => word[0]).join("") : "S";
  const colour = user ? COLOURS[index % COLOURS.length] : "#616061";
  return el("span", { class: `avatar ${size}`, style: `background:${colour}` }, initials);
}

export const nameOf = (userId) => userOf(userId)?.name ?? "Slackbot";
