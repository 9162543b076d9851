// Making elements, and small things about them.
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}

export const byTestId = (id) => document.querySelector(`[data-testid=${id}]`);

export function timeOf(ts) {
  return new Date(Number(ts) * 1000).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}

export function dayOf(ts) {
  return new Date(Number(ts) * 1000).toLocaleDateString([], {
    weekday: "long", month: "long", day: "numeric",
  });
}

export function bytes(size) {
  if (size < 1024) return `${size} B`;
  const kilo = size / 1024;
  return kilo < 1024 ? `${kilo.toFixed(1)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}
