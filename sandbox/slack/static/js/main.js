// Starts the page, opens channels, and brings in the news.
import { get } from "./api.js";
import { showHome, showPrompts, showTab, showTabs, visit } from "./app_view.js";
import { Composer } from "./composer.js";
import { byTestId } from "./dom.js";
import { MessageList } from "./messages.js";
import { showModals } from "./modals.js";
import { drawChannels, drawLanguages, drawPicker, drawTeam, showConnection } from "./sidebar.js";
import { channelOf, directory, state, titleOf } from "./state.js";
import { closeThread, inThread, openThread, prepareThread, putInThread, removeFromThread, showSession } from "./thread.js";

const FIRST_VIEWER = "rita";
let list = null;
let composer = null;
let news = null;

async function become(user) {
  const answer = await get("bootstrap", { user });
  Object.assign(state, { viewer: answer.viewer, app: answer.app, actors: answer.actors, channels: answer.channels, commands: answer.commands });
  state.users = new Map(answer.users.map((each) => [each.id, each]));
  directory.users = answer.users;
  directory.channels = answer.channels;
  drawTeam(answer.team);
  drawPicker(switchTo);
  drawLanguages(answer, () => open(state.channel.id, state.tab));
  showModals(answer.modals);
}

async function switchTo(user) {
  closeThread();
  await become(user);
  state.unread.clear();
  listen();
  await open(channelOf(state.channel?.id) && !state.channel.direct ? state.channel.id : state.channels[0].id);
}

async function open(id, tab = "messages") {
  if (state.channel?.id !== id) closeThread();
  state.channel = channelOf(id);
  state.tab = tab;
  state.unread.delete(id);
  remember();
  drawChannels(open);
  byTestId("conversation-title").textContent = (state.channel.direct ? "" : "# ") + titleOf(state.channel);
  byTestId("conversation-topic").textContent = state.channel.topic;
  composer.placeholder(`Message ${state.channel.direct ? titleOf(state.channel) : `#${state.channel.name}`}`);
  showTabs((chosen) => open(id, chosen));
  showTab();
  await load(id);
  if (state.channel.direct) await visit(tab);
}

async function load(id) {
  // The list stands before its history is asked for: what arrives meanwhile has a place to go.
  const mine = new MessageList(byTestId("messages"), id, { openThread, sessionOf: (ts) => state.sessions.get(ts) });
  list = mine;
  const answer = await get(`channels/${id}/messages`, { user: state.viewer });
  if (list !== mine) return;
  state.sessions = new Map(Object.entries(answer.sessions));
  list.fill(answer.messages);
  showPrompts(answer.prompts);
}

function remember() {
  const query = new URLSearchParams({ user: state.users.get(state.viewer).name.split(" ")[0].toLowerCase(), channel: titleOf(state.channel) });
  history.replaceState(null, "", `/?${query}`);
}

function isReply(message) {
  return message.thread_ts && message.thread_ts !== message.ts && message.subtype !== "thread_broadcast";
}

const arrivals = {
  message({ channel, message }) {
    if (inThread(channel, message)) putInThread(message);
    if (channel === state.channel.id) {
      if (!isReply(message)) list?.put(message);
    } else if (message.user !== state.viewer) {
      state.unread.add(channel);
      drawChannels(open);
    }
  },
  message_deleted({ channel, ts }) {
    if (channel === state.channel.id) list?.remove(ts);
    if (channel === state.thread?.channel) removeFromThread(ts);
  },
  session({ channel, thread_ts: ts, state: session }) {
    if (channel === state.channel.id) {
      state.sessions.set(ts, session);
      list?.redraw(ts);
    }
    if (state.thread?.channel === channel && state.thread.ts === ts) showSession(session);
  },
  modals: ({ stack }) => showModals(stack),
  home: ({ view }) => showHome(view),
  connection: ({ connected }) => showConnection(connected),
  prompts({ channel, prompts }) {
    if (channel === state.channel.id) showPrompts(prompts);
  },
  async channels() {
    await become(state.viewer);
    await open(state.channel.id);
  },
};

function listen() {
  news?.close();
  news = new EventSource(`/_workspace/news?user=${state.viewer}`);
  let away = false;
  news.onmessage = (event) => {
    const item = JSON.parse(event.data);
    arrivals[item.kind]?.(item);
  };
  news.onerror = () => { away = true; };
  // After an interruption the page may have missed something.
  news.addEventListener("ready", async () => {
    document.body.dataset.ready = "true";
    if (!away) return;
    away = false;
    await become(state.viewer);
    await load(state.channel.id);
  });
}

function wanted() {
  const query = new URLSearchParams(location.search);
  return { user: query.get("user") ?? FIRST_VIEWER, channel: query.get("channel") };
}

async function begin() {
  const { user, channel } = wanted();
  composer = new Composer(document.querySelector("main [data-composer]"), {
    testId: "composer", target: () => ({ channel: state.channel.id }),
  });
  prepareThread();
  await become(user);
  listen();
  const first = state.channels.find((each) => titleOf(each) === channel) ?? state.channels[0];
  await open(first.id);
}

begin();
