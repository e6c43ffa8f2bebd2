import type { Role } from "../trace-view.js";

/** The words that APIs use for who speaks. */
const roles: Readonly<Record<string, Role>> = {
  user: "user",
  human: "user",
  humanmessage: "user",
  humanmessagechunk: "user",
  customer: "user",
  assistant: "assistant",
  ai: "assistant",
  aimessage: "assistant",
  aimessagechunk: "assistant",
  model: "assistant",
  bot: "assistant",
  chatbot: "assistant",
  agent: "assistant",
  system: "system",
  systemmessage: "system",
  developer: "system",
  tool: "tool",
  toolmessage: "tool",
  function: "tool",
  functionmessage: "tool",
  ipython: "tool",
};

/** The role that a word names; `undefined` when it names none. */
export function roleOf(word: string | undefined): Role | undefined {
  if (word === undefined) return undefined;
  const key = word.toLowerCase();
  return Object.hasOwn(roles, key) ? roles[key] : undefined;
}
