// Blocks that only show something: drawn by the bundled renderer.
import { directory } from "./state.js";

const WORD_JOINER = "\u2060";

// The renderer would read an escaped "<@U1>" as a mention; the joiner keeps it plain text.
function plainEntities(text) {
  return text
    .replaceAll("&lt;", `<${WORD_JOINER}`)
    .replace(/(?<!^)&gt;/gm, ">")
    .replaceAll("&amp;", "&");
}

function prepared(node) {
  if (Array.isArray(node)) return node.map(prepared);
  if (node === null || typeof node !== "object") return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, prepared(value)]));
  if (copy.type === "mrkdwn") copy.text = plainEntities(copy.text);
  if (copy.type === "plan") copy.tasks = (copy.tasks ?? []).map((task) => ({ type: "task_card", ...task }));
  return copy;
}

export function drawBlocks(container, blocks) {
  window.SlackBlocks.draw(container, prepared(blocks), directory);
}

export const asText = (text) => [{ type: "section", text: { type: "mrkdwn", text } }];
