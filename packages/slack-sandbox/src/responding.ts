import { z } from "zod";
import type { Message } from "./messages.js";
import { checkedContent, deleteMessage, postAsApp, redrawMessage } from "./posting.js";
import { SlackRefusal } from "./refusal.js";
import type { ResponseTarget } from "./response-urls.js";
import type { Workspace } from "./workspace.js";

/** What an app may send to a `response_url`, or answer a command with. */
const Response = z.looseObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(["ephemeral", "in_channel"]).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
});
type Response = z.infer<typeof Response>;

/**
 * Does what an app sent to a `response_url` asks for.
 *
 * @throws {SlackRefusal} like posting a message, and `invalid_payload` for anything but an object.
 */
export function respond(workspace: Workspace, target: ResponseTarget, body: unknown): void {
  const parsed = Response.safeParse(body);
  if (!parsed.success) throw new SlackRefusal("invalid_payload");
  const response = parsed.data;
  const original = originalOf(workspace, target);
  if (response.delete_original === true) {
    if (original === undefined) throw new SlackRefusal("message_not_found");
    deleteMessage(workspace, original);
    return;
  }
  const content = checkedContent(workspace, response, "response");
  if (response.replace_original === true && original !== undefined) {
    redrawMessage(workspace, original, content);
    return;
  }
  postAsApp(workspace, placeOf(target, response), content);
}

function originalOf(workspace: Workspace, target: ResponseTarget): Message | undefined {
  return target.messageTs === undefined
    ? undefined
    : workspace.messages.find(target.channel, target.messageTs);
}

function placeOf(target: ResponseTarget, response: Response) {
  const { channel, personId } = target;
  const place = { channel, threadTs: response.thread_ts };
  return response.response_type === "in_channel" ? place : { ...place, onlyFor: personId };
}
