// Files under a message: a card with a download link, and a look inside for text.
import { bytes, el } from "./dom.js";

const PREVIEW_ROWS = 6;
const PREVIEW_LINES = 12;

function csvRow(line) {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .slice(0, -1)
    .map(([, field]) => field.replace(/^"|"$/g, "").replaceAll('""', '"'));
}

function csvPreview(text) {
  const [header, ...rows] = text.trim().split(/\r?\n/).map((line) => csvRow(line));
  const shown = rows.slice(0, PREVIEW_ROWS);
  const more = rows.length - shown.length;
  const cells = (tag, row) => el("tr", {}, ...row.map((each) => el(tag, {}, each)));
  return el("div", {},
    el("div", { class: "table-scroll" },
      el("table", {}, el("thead", {}, cells("th", header)), el("tbody", {}, ...shown.map((row) => cells("td", row))))),
    more > 0 ? el("p", { class: "hint" }, `and ${more} more rows`) : null);
}

function textPreview(text) {
  const lines = text.split("\n");
  const cut = lines.length > PREVIEW_LINES ? "\n…" : "";
  return el("pre", {}, lines.slice(0, PREVIEW_LINES).join("\n") + cut);
}

const PREVIEWS = { csv: csvPreview, json: textPreview, txt: textPreview };

async function preview(file, node) {
  const look = PREVIEWS[file.filetype];
  if (!look) return;
  const response = await fetch(`/_workspace/files/${file.id}?inline=1`);
  node.append(look(await response.text()));
}

export function fileCard(file) {
  const inside = el("div", { class: "file-preview" });
  preview(file, inside);
  return el("div", { class: "file-card", "data-testid": "file", "data-file-id": file.id },
    el("div", { class: "file-head" },
      el("span", { class: `file-icon ${file.filetype}` }, file.filetype.toUpperCase()),
      el("span", { class: "file-name" }, el("strong", {}, file.title), el("small", {}, `${file.pretty_type} · ${bytes(file.size)}`)),
      el("a", { class: "btn", href: `/_workspace/files/${file.id}`, download: file.name, "data-testid": "file-download" }, "Download")),
    inside);
}
