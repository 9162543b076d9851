// What the page knows: who looks at it, who and what there is, what is open.
export const state = {
  viewer: null,
  app: null,
  users: new Map(),
  actors: [],
  channels: [],
  commands: [],
  channel: null, // the open channel
  tab: "messages", // of the conversation with the app
  thread: null, // { channel, ts } of the open thread
  unread: new Set(),
  sessions: new Map(), // thread ts -> its state, for the open channel
};

export const userOf = (id) => state.users.get(id);

export const channelOf = (id) => state.channels.find((each) => each.id === id);

export const directory = {
  userName: (id) => userOf(id)?.short,
  channelName: (id) => channelOf(id)?.name,
  users: [],
  channels: [],
};

export function titleOf(channel) {
  return channel.direct ? state.app.name : channel.name;
}
