// The open modals, the topmost one shown. What people filled in survives an update of the view.
import { post } from "./api.js";
import { blockList } from "./blocks.js";
import { el } from "./dom.js";
import { state } from "./state.js";

const answersOf = new Map(); // view id -> answers

function surfaceOf(view, errors) {
  if (!answersOf.has(view.id)) answersOf.set(view.id, {});
  const answers = answersOf.get(view.id);
  return {
    answers,
    errors,
    act: (block, element, value) =>
      post("click", {
        user: state.viewer, view_id: view.id, block_id: block.block_id,
        action_id: element.action_id, value, answers,
      }),
  };
}

async function submit(view, button) {
  button.disabled = true;
  button.classList.add("busy");
  const answer = await post("submit", { user: state.viewer, view_id: view.id, answers: answersOf.get(view.id) ?? {} })
    .catch(() => null);
  button.disabled = false;
  button.classList.remove("busy");
  if (answer && Object.keys(answer.errors).length) draw(view, answer.errors);
}

function close(view, cleared) {
  return post("close", { user: state.viewer, view_id: view.id, cleared });
}

function draw(view, errors = {}) {
  const holder = document.querySelector("[data-overlays]");
  holder.querySelector("[data-testid=modal]")?.parentElement.remove();
  const go = view.submit && el("button", { class: "btn primary", "data-testid": "modal-submit" }, view.submit.text);
  go?.addEventListener("click", () => submit(view, go));
  holder.append(el("div", { class: "overlay" },
    el("div", { class: "dialog", role: "dialog", "data-testid": "modal", "data-view-id": view.id, "aria-label": view.title.text },
      el("header", {}, el("img", { class: "avatar small", src: "/static/icon.svg", alt: "" }),
        el("h2", { "data-testid": "modal-title" }, view.title.text),
        el("button", { class: "icon-button", "aria-label": "Close", onclick: () => close(view, true) }, "✕")),
      el("div", { class: "dialog-body" }, blockList(view.blocks, surfaceOf(view, errors))),
      el("footer", {},
        el("button", { class: "btn", "data-testid": "modal-close", onclick: () => close(view, false) }, view.close?.text ?? "Cancel"),
        go))));
}

export function showModals(stack) {
  const top = stack.at(-1);
  if (top) draw(top);
  else document.querySelector("[data-testid=modal]")?.parentElement.remove();
}

export function homeSurface(view) {
  return surfaceOf(view, {});
}
