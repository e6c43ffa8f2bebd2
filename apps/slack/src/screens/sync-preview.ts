import {
  stringifyJson,
  type Json,
  type LabelingSession,
  type PlannedRecord,
  type SyncPlan,
  type SyncReport,
} from "@labeldesk/core";
import {
  context,
  counted,
  ellipsis,
  link,
  mrkdwn,
  plainText,
  richText,
  section,
} from "@labeldesk/block-kit";
import type { KnownBlock, RichTextText } from "@slack/types";
import type { MessageContent } from "../jobs/post.js";
import { recordHeading } from "./record-heading.js";
import { enumerate } from "./words.js";

/** What the preview shows; without `submit` there is nothing to write. */
export interface SyncPreviewScreen {
  readonly submit?: string;
  readonly blocks: KnownBlock[];
}

/** Examples shown of each kind; the rest is counted. */
const EXAMPLES = 5;
/** Characters of a value shown. */
const VALUE_CHARS = 300;

/** How many records would be new, changed and unchanged, and what is held back. */
export function syncPreview(plan: SyncPlan): SyncPreviewScreen {
  const { inserts, updates } = plan;
  const records = inserts.length + updates.length;
  return {
    ...(records > 0 ? { submit: `Sync ${counted(records, "record")}` } : {}),
    blocks: [
      section(figuresText(plan)),
      ...(records === 0 ? [section(plainText("Nothing would be written."))] : []),
      ...exampleBlocks("New", inserts),
      ...exampleBlocks("Changed", updates),
      ...conflictBlocks(plan),
      ...skipBlocks(plan),
    ],
  };
}

function figuresText({ inserts, updates, unchanged, conflicts }: SyncPlan) {
  return mrkdwn`*${inserts.length}* new · *${updates.length}* changed · *${unchanged}* unchanged · *${conflicts.length}* in conflict`;
}

function exampleBlocks(heading: string, records: readonly PlannedRecord[]): KnownBlock[] {
  if (records.length === 0) return [];
  const hidden = records.length - EXAMPLES;
  return [
    context(mrkdwn`*${heading}*`),
    ...records.slice(0, EXAMPLES).map(exampleBlock),
    ...(hidden > 0 ? [context(mrkdwn`and ${hidden} more`)] : []),
  ];
}

/** Recorded text goes into rich text, where nothing of it is markup. */
function exampleBlock({ inputs, expectations, before }: PlannedRecord): KnownBlock {
  const lines = Object.entries(expectations).flatMap(([name, value]) => [
    ...expectationName(name),
    plain(
      before?.[name] === undefined
        ? ` ${shown(value)}`
        : `\n  before  ${shown(before[name])}\n  after  ${shown(value)}`,
    ),
  ]);
  return richText([
    {
      type: "rich_text_section",
      elements: [
        ...recordHeading(inputs),
        ...(lines.length === 0 ? [plain("\nno expectation yet")] : lines),
      ],
    },
  ]);
}

function expectationName(name: string): RichTextText[] {
  return [plain("\n"), { type: "text", text: name, style: { code: true } }];
}

function plain(text: string): RichTextText {
  return { type: "text", text };
}

function conflictBlocks({ conflicts }: SyncPlan): KnownBlock[] {
  if (conflicts.length === 0) return [];
  const hidden = conflicts.length - EXAMPLES;
  return [
    context(mrkdwn`*In conflict, held back:* the reviewers disagree`),
    ...conflicts.slice(0, EXAMPLES).map(({ inputs, name, values }) =>
      richText([
        {
          type: "rich_text_section",
          elements: [
            ...recordHeading(inputs),
            ...expectationName(name),
            ...values.map(({ value, reviewers }) =>
              plain(`\n  ${enumerate(reviewers)}: ${shown(value)}`),
            ),
          ],
        },
      ]),
    ),
    ...(hidden > 0 ? [context(mrkdwn`and ${hidden} more`)] : []),
  ];
}

function skipBlocks({ skipped }: SyncPlan): KnownBlock[] {
  if (skipped.length === 0) return [];
  const reasons = {
    "no-inputs": "recorded no inputs",
    "inputs-not-an-object": "have inputs that are no object",
    "trace-missing": "were deleted",
  } as const;
  const lines = Object.entries(reasons).flatMap(([reason, words]) => {
    const traces = skipped.filter((skip) => skip.reason === reason);
    return traces.length === 0 ? [] : [`${counted(traces.length, "trace")} ${words}`];
  });
  return [context(mrkdwn`Left out: ${lines.join(", ")}.`)];
}

/** A value as a person reads it: a list line by line, a text as it is. */
function shown(value: Json): string {
  const text = Array.isArray(value)
    ? value.map((entry) => (typeof entry === "string" ? entry : stringifyJson(entry))).join("; ")
    : typeof value === "string"
      ? value
      : stringifyJson(value);
  return ellipsis(text, VALUE_CHARS);
}

/** What a sync did. */
export function syncedMessage(
  session: LabelingSession,
  { dataset, inserted, updated, plan }: SyncReport,
  url: string | undefined,
): MessageContent {
  const written = inserted + updated;
  const heldBack = plan.conflicts.length > 0 ? ` ${plan.conflicts.length} held back.` : "";
  const text =
    written === 0
      ? `Nothing to write: ${dataset.name} has everything of “${session.name}” already.${heldBack}`
      : `${counted(written, "record")} written to ${dataset.name}: ${inserted} new, ${updated} changed.${heldBack}`;
  return {
    text,
    blocks: [
      section(mrkdwn`${text}`),
      ...(url === undefined ? [] : [context(mrkdwn`${link(url, "Open in MLflow")}`)]),
    ],
  };
}
