// Renders the blocks that only show something, with React and slack-blocks-to-jsx.
// Everything a person can press or fill in is built in static/js/elements.js, because the library's
// elements have no callbacks.
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { Message } from "slack-blocks-to-jsx";
import "slack-blocks-to-jsx/dist/style.css";

const roots = new WeakMap();

function draw(container, blocks, directory) {
  const root = roots.get(container) ?? createRoot(container);
  roots.set(container, root);
  const hooks = {
    user: ({ id, name }) => <span className="mention">@{directory.userName(id) ?? name ?? id}</span>,
    channel: ({ id, name }) => <span className="mention">#{directory.channelName(id) ?? name ?? id}</span>,
  };
  flushSync(() =>
    root.render(
      <Message withoutWrapper theme="light" logo="" name="" blocks={blocks} data={directory} hooks={hooks} />,
    ),
  );
}

function discard(container) {
  roots.get(container)?.unmount();
  roots.delete(container);
}

window.SlackBlocks = { draw, discard };
