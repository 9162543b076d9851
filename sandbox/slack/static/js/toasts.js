// Short notices at the foot of the page.
import { el } from "./dom.js";

const SECONDS = 6;

export function toast(text) {
  const note = el("div", { class: "toast" }, text);
  document.querySelector("[data-testid=toasts]").append(note);
  setTimeout(() => note.remove(), SECONDS * 1000);
}
