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
/** Characters of a question's name or an address shown in a line of several. */
const NAME_CHARS = 60;

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
      ...ignoredBlocks(plan),
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

/** Why an expectation is held back, behind its name. */
const DISAGREEMENTS = {
  answers: "the reviewers disagree",
  decisions: "was decided differently on traces with the same inputs",
} as const;

function conflictBlocks({ conflicts }: SyncPlan): KnownBlock[] {
  if (conflicts.length === 0) return [];
  const hidden = conflicts.length - EXAMPLES;
  return [
    context(mrkdwn`*In conflict, held back*`),
    ...conflicts.slice(0, EXAMPLES).map(({ inputs, name, between, values }) =>
      richText([
        {
          type: "rich_text_section",
          elements: [
            ...recordHeading(inputs),
            ...expectationName(name),
            plain(` ${DISAGREEMENTS[between]}`),
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

/** Answers that no question takes any more; which ones they were can be seen on their traces. */
function ignoredBlocks({ ignored }: SyncPlan): KnownBlock[] {
  if (ignored.length === 0) return [];
  const names = [...new Set(ignored.map(({ name }) => name))];
  const reviewers = [...new Set(ignored.map(({ reviewer }) => reviewer))];
  const shownNames = enumerate(some(names));
  return [
    context(
      mrkdwn`Not counted: ${counted(ignored.length, "answer")} to ${shownNames}, by ${enumerate(some(reviewers))}. Such an answer does not fit the question, as when its option was taken away.`,
    ),
  ];
}

/** The first few, and how many more there are. */
function some(words: readonly string[]): readonly string[] {
  const hidden = words.length - EXAMPLES;
  const first = words.slice(0, EXAMPLES).map((word) => ellipsis(word, NAME_CHARS));
  return hidden > 0 ? [...first, `${hidden} more`] : first;
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
  { dataset, inserted, updated, conflicts, overwritten, refused }: SyncReport,
  url: string | undefined,
): MessageContent {
  const written = inserted + updated;
  const heldBack = conflicts.length > 0 ? ` ${conflicts.length} held back.` : "";
  const text =
    written === 0 && refused.length === 0
      ? `Nothing to write: ${dataset.name} has everything of “${session.name}” already.${heldBack}`
      : `${counted(written, "record")} written to ${dataset.name}: ${inserted} new, ${updated} changed.${heldBack}`;
  return {
    text,
    blocks: [
      section(mrkdwn`${text}`),
      ...overwrittenBlocks(overwritten),
      ...refusedBlocks(refused),
      ...(url === undefined ? [] : [context(mrkdwn`${link(url, "Open in MLflow")}`)]),
    ],
  };
}

function overwrittenBlocks(overwritten: SyncReport["overwritten"]): KnownBlock[] {
  if (overwritten.length === 0) return [];
  const names = [...new Set(overwritten.flatMap((record) => record.names))];
  const what = names.length === 0 ? "" : ` (${enumerate(some(names))})`;
  const records = counted(overwritten.length, "record");
  const isOne = overwritten.length === 1;
  return [
    section(
      mrkdwn`*${records} ${isOne ? "is" : "are"} not as ${isOne ? "it was" : "they were"} written*${what}: another program wrote to the dataset at the same time, twice. Sync again when it is done.`,
    ),
  ];
}

/** What the store refused, by its traces, with its reasons: a lead can look, but only a developer can set it right. */
function refusedBlocks(refused: SyncReport["refused"]): KnownBlock[] {
  if (refused.length === 0) return [];
  const records = counted(refused.length, "record");
  const traces = enumerate(some(refused.map(({ sourceTraceId }) => sourceTraceId)));
  const reasons = [...new Set(refused.map(({ reason }) => reason))];
  const whose = refused.length === 1 ? "of the trace" : "of the traces";
  const rest = refused.length === 1 ? "it is not in the dataset" : "they are not in the dataset";
  return [
    section(
      mrkdwn`*${records} could not be written*, ${whose} ${traces}: ${rest}, everything else is.`,
    ),
    ...reasons
      .slice(0, EXAMPLES)
      .map((reason) => context(mrkdwn`${ellipsis(reason, VALUE_CHARS)}`)),
  ];
}
