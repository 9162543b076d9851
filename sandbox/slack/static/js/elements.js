// Block elements that a person can press or fill in. `answer(value, act)` reports a choice.
import { confirmed } from "./dialogs.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { state, userOf } from "./state.js";
import { upload } from "./api.js";

const textOf = (object) => object?.text ?? "";

const listOf = (value) => (value === null || value === undefined ? [] : [value].flat());

function optionsOf(element) {
  return element.options ?? element.option_groups.flatMap((group) => group.options);
}

function people() {
  return state.actors.map((id) => ({ value: id, text: { text: userOf(id).name } }));
}

function button(element, { answer }) {
  const node = el("button", {
    type: "button", class: `btn ${element.style ?? ""}`, "data-action-id": element.action_id,
    "aria-label": element.accessibility_label,
  }, textOf(element.text));
  node.addEventListener("click", async () => {
    if (!(await confirmed(element.confirm))) return;
    if (element.url) window.open(element.url, "_blank", "noopener");
    await whileBusy(node, () => answer(element.value ?? null, true));
  });
  return node;
}

async function whileBusy(node, work) {
  node.disabled = true;
  node.classList.add("busy");
  try {
    await work();
  } catch {
    // The failure is on the page as a toast already.
  } finally {
    node.disabled = false;
    node.classList.remove("busy");
  }
}

function choices(element, chosen) {
  const option = (each) =>
    el("option", { value: each.value, selected: each.value === chosen }, textOf(each.text));
  if (!element.option_groups) return (element.options ?? []).map(option);
  return element.option_groups.map((group) =>
    el("optgroup", { label: textOf(group.label) }, ...group.options.map(option)));
}

function select(element, { value, answer }) {
  const chosen = listOf(value)[0];
  const node = el("select", { class: "field menu", "data-action-id": element.action_id },
    el("option", { value: "", selected: chosen === undefined }, textOf(element.placeholder) || "Select an option"),
    ...choices(element, chosen));
  node.addEventListener("change", async () => {
    if (await confirmed(element.confirm)) await answer(node.value || null, true);
    else node.value = chosen ?? "";
  });
  return node;
}

function multiSelect(element, { value, answer }) {
  const chosen = new Set(listOf(value));
  const summary = el("summary", { class: "field menu" });
  const label = () => {
    const names = optionsOf(element).filter((each) => chosen.has(each.value)).map((each) => textOf(each.text));
    summary.textContent = names.join(", ") || textOf(element.placeholder) || "Select options";
  };
  const boxes = optionsOf(element).map((each) => tick("checkbox", element, each, chosen.has(each.value), (on) => {
    if (on) chosen.add(each.value);
    else chosen.delete(each.value);
    label();
    return answer([...chosen], true);
  }));
  label();
  return el("details", { class: "multi", "data-action-id": element.action_id }, summary,
    el("div", { class: "multi-options" }, ...boxes));
}

function tick(type, element, option, on, changed) {
  const box = el("input", { type, name: element.action_id, value: option.value, checked: on });
  box.addEventListener("change", () => changed(box.checked));
  const description = option.description && el("span", { class: "hint" }, textOf(option.description));
  return el("label", { class: "tick" }, box, el("span", {}, textOf(option.text), description ? el("br") : null, description));
}

function checkboxes(element, { value, answer }) {
  const chosen = new Set(listOf(value));
  return el("div", { class: "ticks", "data-action-id": element.action_id },
    ...element.options.map((each) => tick("checkbox", element, each, chosen.has(each.value), (on) => {
      if (on) chosen.add(each.value);
      else chosen.delete(each.value);
      return answer([...chosen], true);
    })));
}

function radios(element, { value, answer }) {
  const chosen = listOf(value)[0];
  return el("div", { class: "ticks", "data-action-id": element.action_id },
    ...element.options.map((each) =>
      tick("radio", element, each, each.value === chosen, () => answer(each.value, true))));
}

function overflow(element, { answer }) {
  const menu = el("details", { class: "overflow", "data-action-id": element.action_id },
    el("summary", { class: "btn", "aria-label": "More actions" }, "⋯"));
  menu.append(el("div", { class: "overflow-options" }, ...element.options.map((each) =>
    el("button", { type: "button", onclick: async () => {
      menu.open = false;
      if (each.url) window.open(each.url, "_blank", "noopener");
      if (await confirmed(element.confirm)) await answer(each.value, true);
    } }, textOf(each.text)))));
  return menu;
}

function typed(element, { value, answer }, type) {
  const multiline = element.multiline;
  const node = el(multiline ? "textarea" : "input", {
    class: "field", type: multiline ? undefined : type, rows: multiline ? 4 : undefined,
    step: element.type === "number_input" ? (element.is_decimal_allowed ? "any" : "1") : undefined,
    placeholder: textOf(element.placeholder), "data-action-id": element.action_id,
    autofocus: element.focus_on_load,
  });
  node.value = listOf(value)[0] ?? "";
  node.addEventListener("input", () => answer(node.value || null, false));
  node.addEventListener("change", () => answer(node.value || null, true));
  return node;
}

function fileInput(element, { answer }) {
  const node = el("input", {
    type: "file", class: "field", multiple: element.max_files !== 1, "data-action-id": element.action_id,
    accept: element.filetypes?.map((each) => `.${each}`).join(","),
  });
  node.addEventListener("change", async () => {
    const kept = await Promise.all([...node.files].map((file) => upload(file, state.viewer)));
    await answer(kept.map((each) => each.file.id), false);
  });
  return node;
}

function feedback(element, { answer }) {
  const thumb = (choice, sign) => {
    const node = el("button", {
      type: "button", class: "btn icon", title: textOf(choice.text), "data-action-id": element.action_id,
      "aria-label": choice.accessibility_label ?? textOf(choice.text),
    }, sign);
    node.addEventListener("click", () => {
      node.classList.add("chosen");
      return whileBusy(node, () => answer(choice.value, true));
    });
    return node;
  };
  return el("span", { class: "feedback" }, thumb(element.positive_button, icon("up")), thumb(element.negative_button, icon("down")));
}

const BUILDERS = {
  button,
  icon_button: (element, hooks) => {
    const node = button({ ...element, accessibility_label: textOf(element.text) }, hooks);
    node.replaceChildren(icon("trash"));
    node.classList.add("icon");
    return node;
  },
  static_select: select,
  users_select: (element, hooks) => select({ ...element, options: people() }, hooks),
  multi_static_select: multiSelect,
  multi_users_select: (element, hooks) => multiSelect({ ...element, options: people() }, hooks),
  checkboxes,
  radio_buttons: radios,
  overflow,
  plain_text_input: (element, hooks) => typed(element, hooks, "text"),
  email_text_input: (element, hooks) => typed(element, hooks, "email"),
  url_text_input: (element, hooks) => typed(element, hooks, "url"),
  number_input: (element, hooks) => typed(element, hooks, "number"),
  datepicker: (element, hooks) => typed(element, hooks, "date"),
  file_input: fileInput,
  feedback_buttons: feedback,
};

export const isInteractive = (element) => element.type in BUILDERS;

export function initialOf(element) {
  return element.initial_value ?? element.initial_date ?? element.initial_user ?? element.initial_users
    ?? element.initial_option?.value ?? element.initial_options?.map((each) => each.value) ?? null;
}

export function build(element, hooks) {
  return BUILDERS[element.type](element, hooks);
}
