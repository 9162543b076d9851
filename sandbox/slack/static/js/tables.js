// The blocks table and data_table. The latter sorts by its headers and shows a page at a time.
import { el } from "./dom.js";
import { drawBlocks } from "./display.js";

const DEFAULT_PAGE = 5;

function cell(tag, content, align) {
  const node = el(tag, { style: align ? `text-align:${align}` : undefined });
  if (content.type === "rich_text") drawBlocks(node, [content]);
  else node.textContent = content.text;
  return node;
}

function columnAlignments(block) {
  if (block.column_settings) return block.column_settings.map((each) => each?.align);
  const body = block.rows.slice(1);
  return block.rows[0].map((_, column) =>
    body.length > 0 && body.every((row) => row[column].type === "raw_number") ? "right" : undefined,
  );
}

const sortKey = (content) => (content.type === "raw_number" ? content.value : content.text ?? "");

function compare(first, second) {
  const [left, right] = [sortKey(first), sortKey(second)];
  return typeof left === "number" && typeof right === "number"
    ? left - right
    : String(left).localeCompare(String(right), undefined, { numeric: true });
}

export function tableBlock(block) {
  const isData = block.type === "data_table";
  const alignments = columnAlignments(block);
  const [header, ...body] = block.rows;
  const pageSize = isData ? block.page_size ?? DEFAULT_PAGE : body.length;
  const view = { first: 0, sorted: null, descending: false };
  const grid = el("table", {});
  const pager = el("div", { class: "pager" });

  function ordered() {
    if (view.sorted === null) return body;
    const rows = [...body].sort((a, b) => compare(a[view.sorted], b[view.sorted]));
    return view.descending ? rows.reverse() : rows;
  }

  function sortBy(column) {
    view.descending = view.sorted === column && !view.descending;
    view.sorted = column;
    view.first = 0;
    draw();
  }

  function headerCell(content, column) {
    const node = cell("th", content, alignments[column]);
    if (!isData) return node;
    node.classList.add("sortable");
    if (view.sorted === column) node.append(view.descending ? " ↓" : " ↑");
    node.addEventListener("click", () => sortBy(column));
    return node;
  }

  function step(by) {
    view.first += by;
    draw();
  }

  function draw() {
    const rows = ordered().slice(view.first, view.first + pageSize);
    grid.replaceChildren(
      ...(isData ? [el("caption", {}, block.caption)] : []),
      el("thead", {}, el("tr", {}, ...header.map(headerCell))),
      el("tbody", {}, ...rows.map((row) =>
        el("tr", {}, ...row.map((each, column) => cell("td", each, alignments[column]))))),
    );
    const last = Math.min(view.first + pageSize, body.length);
    pager.hidden = body.length <= pageSize;
    pager.replaceChildren(
      el("button", { disabled: view.first === 0, onclick: () => step(-pageSize), "aria-label": "Previous rows" }, "‹"),
      `${view.first + 1}–${last} of ${body.length}`,
      el("button", { disabled: last === body.length, onclick: () => step(pageSize), "aria-label": "Next rows" }, "›"),
    );
  }

  draw();
  return el("div", { class: "table-block" }, el("div", { class: "table-scroll" }, grid), pager);
}
