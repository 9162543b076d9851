// A list of blocks as page elements. `surface` says where they stand and takes the answers:
//   act(block, element, value)          sends an action to the app
//   answers                             block id -> action id -> value, filled in as people choose
//   errors                              block id -> sentence, shown under inputs
import { asText, drawBlocks } from "./display.js";
import { el } from "./dom.js";
import { build, initialOf, isInteractive } from "./elements.js";
import { tableBlock } from "./tables.js";

function display(...blocks) {
  const node = el("div", { class: `block ${blocks[0].type}` });
  drawBlocks(node, blocks);
  return node;
}

function hooksFor(surface, block, element, dispatches) {
  const given = surface.answers[block.block_id]?.[element.action_id];
  return {
    value: given === undefined ? initialOf(element) : given,
    answer: async (value, acts) => {
      (surface.answers[block.block_id] ??= {})[element.action_id] = value;
      if (acts && dispatches) await surface.act(block, element, value);
    },
  };
}

const control = (surface, block, element, dispatches = true) =>
  build(element, hooksFor(surface, block, element, dispatches));

function actions(block, surface) {
  return el("div", { class: "block actions" },
    ...block.elements.filter(isInteractive).map((each) => control(surface, block, each)));
}

function section(block, surface) {
  if (!block.accessory || !isInteractive(block.accessory)) return display(block);
  const { accessory, ...rest } = block;
  return el("div", { class: "block with-accessory" }, display(rest), control(surface, block, accessory));
}

function input(block, surface) {
  const error = surface.errors?.[block.block_id];
  return el("div", { class: `block input ${error ? "wrong" : ""}`, "data-block-id": block.block_id },
    el("label", { class: "label" }, block.label.text,
      block.optional ? el("span", { class: "optional" }, " (optional)") : null),
    control(surface, block, block.element, block.dispatch_action ?? false),
    error ? el("p", { class: "field-error", role: "alert", "data-testid": "field-error" }, error) : null,
    block.hint ? el("p", { class: "hint" }, block.hint.text) : null);
}

const BUILDERS = {
  actions, context_actions: actions, section, input, table: tableBlock, data_table: tableBlock,
};

export function blockList(blocks, surface) {
  return el("div", { class: "blocks" }, ...blocks.map((block) => {
    const node = BUILDERS[block.type]?.(block, surface) ?? display(block);
    if (block.block_id) node.dataset.blockId = block.block_id;
    return node;
  }));
}

export const textBlock = (text) => el("div", { class: "blocks" }, display(...asText(text)));
