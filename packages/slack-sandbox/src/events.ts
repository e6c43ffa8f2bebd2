import type { Delivered, RetryInfo } from "./delivery.js";
import { eventPayload } from "./payloads.js";
import type { Workspace } from "./workspace.js";

/** When Slack sends an event again that nobody acknowledged (https://docs.slack.dev/apis/events-api). */
const RETRY_AFTER_MS = [0, 60_000, 300_000];

/** Tells the app of an event. What it does not acknowledge comes again, up to three times; resolves after the first. */
export async function deliverEvent(workspace: Workspace, event: object): Promise<Delivered> {
  const payload = eventPayload(workspace, event);
  const delivered = await workspace.delivery.deliver("events_api", payload);
  if (delivered.kind !== "acknowledged") repeat(workspace, payload, delivered, 1);
  return delivered;
}

function repeat(workspace: Workspace, payload: object, failure: Delivered, attempt: number): void {
  const delayMs = RETRY_AFTER_MS[attempt - 1];
  if (delayMs === undefined) return;
  const reason = failure.kind === "timedOut" ? "timeout" : "connection_failed";
  const timer = setTimeout(() => {
    void repeatNow(workspace, payload, { attempt, reason });
  }, delayMs);
  // An event still to be repeated must not keep the process alive.
  timer.unref();
}

async function repeatNow(workspace: Workspace, payload: object, retry: RetryInfo): Promise<void> {
  const delivered = await workspace.delivery.deliver("events_api", payload, retry);
  if (delivered.kind !== "acknowledged") repeat(workspace, payload, delivered, retry.attempt + 1);
}
