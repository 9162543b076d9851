// The right pane: one thread with its own composer, and what the app is doing in it.
import { get, post } from "./api.js";
import { Composer } from "./composer.js";
import { byTestId, el } from "./dom.js";
import { MessageList } from "./messages.js";
import { state, titleOf } from "./state.js";

let list = null;
let composer = null;

export function prepareThread() {
  composer = new Composer(document.querySelector("aside [data-composer]"), {
    testId: "thread-composer",
    target: () => ({ channel: state.thread.channel, thread_ts: state.thread.ts }),
  });
  composer.placeholder("Reply…");
  byTestId("thread-close").onclick = closeThread;
}

export function closeThread() {
  state.thread = null;
  list = null;
  byTestId("thread").hidden = true;
}

export async function openThread(ts) {
  const channel = state.channel;
  state.thread = { channel: channel.id, ts };
  byTestId("thread").hidden = false;
  byTestId("thread-channel").textContent = channel.direct ? titleOf(channel) : `#${channel.name}`;
  const mine = new MessageList(byTestId("thread-messages"), channel.id, {});
  list = mine;
  const answer = await get(`channels/${channel.id}/threads/${ts}`, { user: state.viewer });
  if (list !== mine) return;
  list.fill(answer.messages);
  showSession(answer.session);
  composer.box.focus();
}

export function inThread(channel, message) {
  const open = state.thread;
  return Boolean(open) && open.channel === channel && (message.ts === open.ts || message.thread_ts === open.ts);
}

export function putInThread(message) {
  list?.put(message);
}

export function removeFromThread(ts) {
  list?.remove(ts);
}

export function showSession(session) {
  const node = byTestId("session");
  const text = session.status || (session.processing ? "is working…" : "");
  node.hidden = !text;
  node.replaceChildren(el("span", { class: "thinking", "data-testid": "status" }, `${state.app.name} ${text}`),
    session.stoppable ? el("button", { class: "btn", "data-testid": "stop", onclick: () =>
      post("stop", { user: state.viewer, channel: state.thread.channel, thread_ts: state.thread.ts }) }, "Stop") : "");
}
