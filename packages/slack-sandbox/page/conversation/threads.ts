import type { SandboxMessage } from "../../src/control/protocol.js";

/** A message with the replies in its thread, oldest first. */
export interface Thread {
  readonly parent: SandboxMessage;
  readonly replies: readonly SandboxMessage[];
}

/** Sorts replies under their parents. A reply whose parent is gone stands on its own, so that none is hidden. */
export function gatherThreads(messages: readonly SandboxMessage[]): readonly Thread[] {
  const known = new Set(messages.filter((one) => !isReply(one)).map(({ ts }) => ts));
  const replies = new Map<string, SandboxMessage[]>();
  const parents: SandboxMessage[] = [];
  for (const message of messages) {
    const { threadTs } = message;
    if (threadTs === undefined || !isReply(message) || !known.has(threadTs)) parents.push(message);
    else replies.set(threadTs, [...(replies.get(threadTs) ?? []), message]);
  }
  return parents.map((parent) => ({ parent, replies: replies.get(parent.ts) ?? [] }));
}

function isReply({ threadTs, ts }: SandboxMessage): boolean {
  return threadTs !== undefined && threadTs !== ts;
}
