// The dialog that asks before an action goes out.
import { el } from "./dom.js";
import { drawBlocks } from "./display.js";

export function confirmed(question) {
  if (!question) return Promise.resolve(true);
  return new Promise((resolve) => {
    const body = el("div", { class: "dialog-body" });
    const finish = (answer) => {
      overlay.remove();
      resolve(answer);
    };
    const overlay = el("div", { class: "overlay", "data-testid": "confirm" },
      el("div", { class: "dialog small", role: "alertdialog", "aria-label": question.title.text },
        el("header", {}, el("h2", {}, question.title.text)),
        body,
        el("footer", {},
          el("button", { class: "btn", "data-testid": "confirm-deny", onclick: () => finish(false) }, question.deny.text),
          el("button", { class: `btn ${question.style ?? "primary"}`, "data-testid": "confirm-ok", onclick: () => finish(true) },
            question.confirm.text))));
    drawBlocks(body, [{ type: "section", text: question.text }]);
    document.querySelector("[data-overlays]").append(overlay);
    overlay.querySelector("[data-testid=confirm-ok]").focus();
  });
}
