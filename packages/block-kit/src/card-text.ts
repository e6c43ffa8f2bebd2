import type { TraceView, Turn } from "@labeldesk/trace-view";
import { escapeMrkdwn } from "./blocks/text-objects.js";
import { BUDGETS } from "./limits.js";
import { oneLine } from "./text/cut-text.js";
import { amount } from "./text/words.js";
import { errorWords, partPassages } from "./trace/turn-passages.js";

/** The part of a card that a notification tells about. */
interface Announced {
  readonly position: number;
  readonly total: number;
  readonly sessionName: string;
  readonly view: TraceView;
}

/** What a notification says of a card, and a screen reader before it reads the blocks. Slack reads markup in it, so all of it is escaped. */
export function notificationText({ position, total, sessionName, view }: Announced): string {
  const asked = turnWords(view.request);
  const head = `${amount(position)} of ${amount(total)} · ${oneLine(sessionName, 80)}`;
  const ended =
    view.outcome.kind === "failed" ? ` (failed: ${errorWords(view.outcome.error)})` : "";
  return escapeMrkdwn(oneLine(`${head}: ${asked}${ended}`, BUDGETS.notificationChars));
}

function turnWords({ parts }: Turn): string {
  const [first] = parts.flatMap(partPassages);
  if (first === undefined) return "nothing was recorded";
  if (first.kind !== "fields") return first.text.slice(0, 1000);
  return first.fields
    .slice(0, 10)
    .map(({ name, value }) => `${name.slice(0, 80)}: ${value.slice(0, 200)}`)
    .join(", ");
}
