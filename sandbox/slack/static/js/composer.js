// Where people write: mentions and commands complete, Enter sends, files can be attached.
import { post, upload } from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { state } from "./state.js";

function mentionSuggestions(text) {
  const found = /(?:^|\s)@([\p{L}]*)$/u.exec(text);
  if (!found) return [];
  const start = found[1].toLowerCase();
  return [state.app.user, ...state.actors]
    .map((id) => state.users.get(id))
    .filter((user) => user.name.toLowerCase().startsWith(start))
    .map((user) => ({ label: user.name, hint: user.title, insert: `@${user.name} `, length: found[1].length + 1 }));
}

function commandSuggestions(text) {
  const found = /^\/(\S*)$/.exec(text);
  if (!found) return [];
  return state.commands
    .filter((each) => each.command.startsWith(text))
    .map((each) => ({ label: each.command, hint: each.usage_hint || each.description, insert: `${each.command} `, length: text.length }));
}

export class Composer {
  constructor(holder, { testId, target }) {
    this.target = target;
    this.files = [];
    this.selected = 0;
    this.box = el("textarea", { "data-testid": testId, rows: 1, "aria-label": "Message" });
    this.send = el("button", { class: "send", "data-testid": `${testId}-send`, "aria-label": "Send", onclick: () => this.submit() }, icon("send"));
    this.menu = el("div", { class: "suggestions", "data-testid": `${testId}-suggestions`, hidden: true });
    this.attached = el("div", { class: "attached" });
    const picker = el("input", { type: "file", hidden: true, multiple: true, "data-testid": `${testId}-file` });
    picker.addEventListener("change", () => this.attach([...picker.files]));
    holder.replaceChildren(el("div", { class: "composer" }, this.menu, this.attached, this.box,
      el("div", { class: "composer-foot" },
        el("button", { class: "icon-button", "aria-label": "Attach a file", onclick: () => picker.click() }, "+"),
        picker,
        el("span", { class: "composer-hint" }, "Enter to send, Shift+Enter for a new line"),
        this.send)));
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => this.pressed(event));
  }

  placeholder(text) {
    this.box.placeholder = text;
  }

  changed() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 220)}px`;
    const before = this.box.value.slice(0, this.box.selectionStart);
    this.suggest([...commandSuggestions(before), ...mentionSuggestions(before)]);
  }

  suggest(suggestions) {
    this.suggestions = suggestions;
    this.selected = 0;
    this.menu.hidden = suggestions.length === 0;
    this.menu.replaceChildren(...suggestions.map((each, index) =>
      el("button", { type: "button", class: index === 0 ? "chosen" : "", onclick: () => this.take(each) },
        el("strong", {}, each.label), el("span", {}, each.hint))));
  }

  take(suggestion) {
    const end = this.box.selectionStart;
    this.box.setRangeText(suggestion.insert, end - suggestion.length, end, "end");
    this.suggest([]);
    this.box.focus();
  }

  pressed(event) {
    const open = !this.menu.hidden;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (open && (event.key === "Tab" || event.key === "Enter")) {
      event.preventDefault();
      this.take(this.suggestions[this.selected]);
    } else if (event.key === "Escape") {
      this.suggest([]);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    }
  }

  move(by) {
    const count = this.suggestions.length;
    this.selected = (this.selected + by + count) % count;
    [...this.menu.children].forEach((each, index) => each.classList.toggle("chosen", index === this.selected));
  }

  async attach(files) {
    for (const file of files) this.files.push((await upload(file, state.viewer)).file);
    this.attached.replaceChildren(...this.files.map((file) => el("span", { class: "chip" }, file.name)));
  }

  async submit() {
    const text = this.box.value.trim();
    if (!text && this.files.length === 0) return;
    const files = this.files.map((file) => file.id);
    this.box.value = "";
    this.files = [];
    this.attached.replaceChildren();
    this.changed();
    const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text);
    if (command) await this.run(command[1], command[2]);
    else await post("say", { user: state.viewer, text, files, ...this.target() });
  }

  async run(command, text) {
    const { channel, thread_ts: threadTs } = this.target();
    if (threadTs) {
      const { toast } = await import("./toasts.js");
      toast(`${command} is not supported in threads. Sorry!`);
      return;
    }
    await post("command", { user: state.viewer, channel, command, text });
  }
}
