// Line icons, drawn here so that the page needs no emoji font.
const PATHS = {
  reply: "M4 5.5h12v8H9l-3.5 3v-3H4z",
  edit: "m4 16 .8-3.4L13.5 4l2.5 2.5-8.6 8.7z",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.7 10h7.6l.7-10M8.5 9v4.5M11.5 9v4.5",
  up: "M3.5 9H6v7.5H3.5zM6 9.5 9.5 3c1.4 0 2 1 1.7 2.2L10.6 8h4.2c1.2 0 1.9 1 1.6 2.1l-1.3 5c-.2.8-.9 1.4-1.7 1.4H6",
  down: "M3.5 11H6V3.5H3.5zM6 10.500 9.500 17c1.4 0 2-1 1.700-2.200L10.600 12h4.200c1.200 0 1.900-1 1.600-2.100l-1.300-5c-.2-.8-.9-1.400-1.700-1.400H6",
  eye: "M2.500 10S5 5 10 5s7.500 5 7.500 5-2.500 5-7.500 5-7.500-5-7.500-5zM10 12.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400z",
  shared: "M3.500 7.500h6v6h-6zM7.500 7.500v-3h9v9h-7",
  send: "M3 10.500 17 3.500l-4.500 13-3-5z",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "line-icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
