// Messages: one item each, kept in order, redrawn when they change.
import { post } from "./api.js";
import { avatar, nameOf } from "./avatars.js";
import { blockList, textBlock } from "./blocks.js";
import { dayOf, el, timeOf } from "./dom.js";
import { fileCard } from "./files.js";
import { icon } from "./icons.js";
import { state } from "./state.js";

const GROUP_SECONDS = 300;

function surfaceOf(channel, message) {
  return {
    answers: {},
    act: (block, element, value) =>
      post("click", {
        user: state.viewer, channel, ts: message.ts,
        block_id: block.block_id, action_id: element.action_id, value,
      }),
  };
}

function content(channel, message) {
  if (message.blocks?.length) return blockList(message.blocks, surfaceOf(channel, message));
  return message.text?.trim() ? textBlock(message.text) : null;
}

function byline(message) {
  return el("div", { class: "byline" },
    el("span", { class: "author" }, nameOf(message.user)),
    message.bot_id ? el("span", { class: "app-badge" }, "APP") : null,
    el("time", {}, timeOf(message.ts)));
}

function replySummary(message, openThread) {
  if (!message.reply_count) return null;
  const count = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  return el("button", { class: "replies", "data-testid": "thread-link", onclick: () => openThread(message.ts) },
    ...message.reply_users.slice(0, 3).map((id) => avatar(id, "tiny")),
    el("span", {}, count),
    el("small", {}, `Last reply ${timeOf(message.latest_reply)}`));
}

function inviteButton(channel, message) {
  if (!message.invite) return null;
  return el("button", { class: "btn", "data-testid": "invite", onclick: () => post("invite", { user: state.viewer, channel }) },
    `Invite ${nameOf(message.invite)}`);
}

function toolbar(channel, message, openThread) {
  const mine = message.user === state.viewer;
  return el("div", { class: "toolbar" },
    openThread ? el("button", { title: "Reply in thread", "aria-label": "Reply in thread", "data-testid": "reply", onclick: () => openThread(message.ts) }, icon("reply")) : null,
    mine ? el("button", { title: "Edit", "aria-label": "Edit", "data-testid": "edit", onclick: () => edit(channel, message) }, icon("edit")) : null,
    mine ? el("button", { title: "Delete", "aria-label": "Delete", "data-testid": "delete", onclick: () => post("edit", { user: state.viewer, channel, ts: message.ts }) }, icon("trash")) : null);
}

function edit(channel, message) {
  const item = document.querySelector(`li[data-ts="${message.ts}"] .blocks`);
  const box = el("textarea", { class: "field", "data-testid": "edit-box", rows: 2 });
  box.value = item.innerText.trim();
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      post("edit", { user: state.viewer, channel, ts: message.ts, text: box.value });
    }
  });
  item.replaceChildren(box);
  box.focus();
}

function status(message, session) {
  if (message.streaming_state === "in_progress") return el("div", { class: "streaming", "data-testid": "streaming" }, "Writing…");
  if (session?.status) return el("div", { class: "thinking", "data-testid": "thread-status" }, `${state.app.name} ${session.status}`);
  return null;
}

export function messageItem(channel, message, { openThread, session } = {}) {
  return el("li", {
    class: `message ${message.is_ephemeral ? "ephemeral" : ""} ${message.streaming_state === "in_progress" ? "live" : ""}`,
    "data-testid": "message", "data-ts": message.ts, "data-user": message.user, "data-app": message.bot_id ? "true" : "false",
  },
  avatar(message.user),
  el("div", { class: "message-body" },
    message.is_ephemeral ? el("div", { class: "only-you" }, icon("eye"), "Only visible to you") : null,
    byline(message),
    content(channel, message),
    message.edited ? el("span", { class: "edited" }, "(edited)") : null,
    inviteButton(channel, message),
    ...(message.files ?? []).map(fileCard),
    message.reactions ? el("div", { class: "reactions" }, ...message.reactions.map((each) => el("span", {}, `:${each.name}: ${each.count}`))) : null,
    openThread ? replySummary(message, openThread) : null,
    status(message, session)),
  toolbar(channel, message, openThread));
}

export class MessageList {
  constructor(node, channel, options) {
    this.node = node;
    this.channel = channel;
    this.options = options;
    this.items = new Map();
    node.replaceChildren();
  }

  put(message) {
    const item = messageItem(this.channel, message, {
      ...this.options, session: this.options.sessionOf?.(message.ts),
    });
    const wasAtEnd = this.atEnd();
    const old = this.items.get(message.ts);
    if (old) old.item.replaceWith(item);
    else this.place(item, message.ts);
    this.items.set(message.ts, { item, message });
    this.tidy();
    if (wasAtEnd || message.user === state.viewer) this.toEnd();
  }

  fill(messages) {
    messages.filter(({ ts }) => !this.items.has(ts)).forEach((message) => this.put(message));
    this.toEnd();
  }

  remove(ts) {
    this.items.get(ts)?.item.remove();
    this.items.delete(ts);
    this.tidy();
  }

  redraw(ts) {
    const known = this.items.get(ts);
    if (known) this.put(known.message);
  }

  place(item, ts) {
    const after = [...this.node.querySelectorAll("li.message")].find((each) => each.dataset.ts > ts);
    this.node.insertBefore(item, after ?? null);
  }

  atEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < 120;
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  // Day dividers, and messages of one author in a row without repeating the byline.
  tidy() {
    this.node.querySelectorAll(".day").forEach((each) => each.remove());
    let before = null;
    for (const item of this.node.querySelectorAll("li.message")) {
      const { ts, user } = item.dataset;
      if (!before || dayOf(before.ts) !== dayOf(ts)) item.before(el("li", { class: "day" }, el("span", {}, dayOf(ts))));
      const grouped = before && before.user === user && ts - before.ts < GROUP_SECONDS && dayOf(before.ts) === dayOf(ts);
      item.classList.toggle("grouped", Boolean(grouped));
      before = { ts, user };
    }
  }
}
