import type { LabelsPerTrace, Overlap } from "@labeldesk/core";
import { option } from "@labeldesk/block-kit";
import type { PlainTextOption } from "@slack/types";

/** How many people answer each trace, and a share of them that others answer too. */
export interface LabelsChoice {
  readonly labelsPerTrace: LabelsPerTrace;
  /** Only where a single answer is the rule: so that agreement can be seen without asking twice for everything. */
  readonly overlap?: Overlap;
}

const CHOICES: readonly (LabelsChoice & { readonly value: string; readonly label: string })[] = [
  { value: "everyone", label: "Everyone", labelsPerTrace: "everyone" },
  { value: "1", label: "One reviewer", labelsPerTrace: 1 },
  {
    value: "1-every-10",
    label: "One reviewer, every 10th trace by two",
    labelsPerTrace: 1,
    overlap: { every: 10, labels: 2 },
  },
  {
    value: "1-every-5",
    label: "One reviewer, every 5th trace by two",
    labelsPerTrace: 1,
    overlap: { every: 5, labels: 2 },
  },
  { value: "2", label: "Two reviewers", labelsPerTrace: 2 },
  { value: "3", label: "Three reviewers", labelsPerTrace: 3 },
  { value: "5", label: "Five reviewers", labelsPerTrace: 5 },
];

/** The choices as options; the first one is the default. */
export function labelsOptions(): PlainTextOption[] {
  return CHOICES.map(({ label, value }) => option(label, value));
}

/** What an option stands for; everyone, for what is no option. */
export function labelsChoice(value: string | undefined): LabelsChoice {
  const found = CHOICES.find((choice) => choice.value === value);
  if (found === undefined) return { labelsPerTrace: "everyone" };
  const { labelsPerTrace, overlap } = found;
  return { labelsPerTrace, ...(overlap === undefined ? {} : { overlap }) };
}

/** Why these reviewers are too few for the choice; `undefined` when they are not. */
export function tooFewFor({ overlap }: LabelsChoice, reviewers: number): string | undefined {
  return overlap !== undefined && reviewers < overlap.labels
    ? "That needs at least two reviewers."
    : undefined;
}
