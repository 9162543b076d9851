// The page's own API; see the README. Failures surface as toasts.
import { toast } from "./toasts.js";

export class Refused extends Error {}

async function answerOf(response) {
  const body = await response.json();
  if (!response.ok) throw new Refused(body.message ?? body.error);
  return body;
}

export async function get(path, query) {
  return answerOf(await fetch(`/_workspace/${path}?${new URLSearchParams(query)}`));
}

export async function post(path, body) {
  try {
    return await answerOf(
      await fetch(`/_workspace/${path}`, { method: "POST", body: JSON.stringify(body) }),
    );
  } catch (error) {
    toast(error.message);
    throw error;
  }
}

export async function upload(file, user) {
  const query = new URLSearchParams({ name: file.name, user });
  return answerOf(await fetch(`/_workspace/attach?${query}`, { method: "POST", body: file }));
}
