import { oneLine, option, SLACK_LIMITS } from "@labeldesk/block-kit";
import type { PlainTextOption } from "@slack/types";

/** An option named by somebody else's words: cut to what Slack shows; the value it stands for is whole. */
export function choice(label: string, value: string): PlainTextOption {
  return option(oneLine(label, SLACK_LIMITS.optionText), value);
}
