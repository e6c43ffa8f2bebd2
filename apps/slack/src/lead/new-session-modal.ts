import { choice } from "../screens/choice.js";
import {
  BUILT_IN_SCHEMAS,
  type Experiment,
  type LabelSchema,
  type StoredLabelSchema,
} from "@labeldesk/core";
import { context, input, oneLine, plainText } from "@labeldesk/block-kit";
import type { KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { z } from "zod";
import { modal } from "../screens/modal.js";
import { labelsOptions } from "./labels-choice.js";
import { MORE_ACTIONS, moreBlocks, type MoreShown } from "./more-options.js";

/** Block ids of the fields, and the callback of the modal. */
export const NEW_SESSION = {
  callback: "new-session",
  name: "new-session.name",
  experiment: "new-session.experiment",
  which: "new-session.which",
  newest: "new-session.newest",
  filter: "new-session.filter",
  questions: "new-session.questions",
  reviewers: "new-session.reviewers",
  labels: "new-session.labels",
  due: "new-session.due",
} as const;

/** Action ids: what they belong to makes the modal be drawn again, and the matches counted. */
export const NEW_SESSION_ACTIONS = {
  experiment: "new-session.choose-experiment",
  newest: "new-session.change-newest",
  filter: "new-session.change-filter",
  more: MORE_ACTIONS.show,
  dealing: MORE_ACTIONS.dealing,
} as const;

/** How many traces match, or why that cannot be said. */
export type MatchCount =
  | { readonly kind: "count"; readonly count: number; readonly more: boolean }
  | { readonly kind: "problem"; readonly sentence: string };

/** What the modal shows. */
export interface NewSessionScreen {
  /** The slash command, for what it can do besides. */
  readonly command: string;
  readonly defaultName: string;
  readonly experiment?: Pick<Experiment, "experimentId" | "name">;
  /** The experiment's own questions. */
  readonly questions: readonly StoredLabelSchema[];
  readonly newest: number;
  readonly matches?: MatchCount;
  readonly more: MoreShown;
}

/** What the modal carries: whether the further options are shown. */
export const NewSessionMetadata = z.object({ isMoreShown: z.boolean() });

/** Slack's limit of options in a select. */
const MAX_OPTIONS = 100;

/** The modal of `/label new`. Fields keep what was typed when it is drawn again: their ids stay. */
export function newSessionModal(screen: NewSessionScreen): ModalView {
  return modal({
    callbackId: NEW_SESSION.callback,
    title: "New labeling session",
    submit: "Create",
    metadata: { isMoreShown: screen.more !== "none" },
    blocks: [
      input({
        blockId: NEW_SESSION.name,
        label: "Name",
        optional: false,
        element: {
          type: "plain_text_input",
          action_id: "value",
          initial_value: screen.defaultName,
          max_length: 250,
        },
      }),
      { ...experimentField(screen), dispatch_action: true },
      ...traceFields(screen),
      questionsField(screen),
      input({
        blockId: NEW_SESSION.reviewers,
        label: "Reviewers",
        hint: "Each gets a direct message when the first trace is ready.",
        optional: false,
        element: { type: "multi_users_select", action_id: "value" },
      }),
      labelsField(),
      dueField(),
      ...moreBlocks(screen.more),
    ],
  });
}

function experimentField({ experiment }: NewSessionScreen) {
  return input({
    blockId: NEW_SESSION.experiment,
    label: "Experiment",
    optional: false,
    element: {
      type: "external_select",
      action_id: NEW_SESSION_ACTIONS.experiment,
      min_query_length: 0,
      placeholder: plainText("Search the experiments"),
      ...(experiment === undefined ? {} : { initial_option: experimentOption(experiment) }),
    },
  });
}

/** An experiment to choose. */
export function experimentOption({
  experimentId,
  name,
}: Pick<Experiment, "experimentId" | "name">): PlainTextOption {
  return choice(name, experimentId);
}

function traceFields({ newest, matches }: NewSessionScreen): KnownBlock[] {
  return [
    {
      ...input({
        blockId: NEW_SESSION.newest,
        label: "Newest traces",
        hint: "25 to 100 are a good size.",
        optional: false,
        element: {
          type: "number_input",
          action_id: NEW_SESSION_ACTIONS.newest,
          is_decimal_allowed: false,
          initial_value: String(newest),
          min_value: "1",
          max_value: "10000",
          dispatch_action_config: { trigger_actions_on: ["on_enter_pressed"] },
        },
      }),
      dispatch_action: true,
    },
    {
      ...input({
        blockId: NEW_SESSION.filter,
        label: "MLflow filter",
        hint: "For example: tags.env = 'prod'. Press Enter to count the matches.",
        optional: true,
        element: {
          type: "plain_text_input",
          action_id: NEW_SESSION_ACTIONS.filter,
          dispatch_action_config: { trigger_actions_on: ["on_enter_pressed"] },
        },
      }),
      dispatch_action: true,
    },
    context(plainText(matchLine(newest, matches))),
  ];
}

/** How many match, in words. */
export function matchLine(newest: number, matches: MatchCount | undefined): string {
  if (matches === undefined) return "Choose an experiment to see how many traces match.";
  if (matches.kind === "problem") return matches.sentence;
  const { count, more } = matches;
  if (count === 0) return "No trace matches.";
  const many = more ? `${count} or more match` : count === 1 ? "1 matches" : `${count} match`;
  if (!more && count <= newest) {
    return count === 1 ? "1 trace matches and will be added." : `${many}, all will be added.`;
  }
  return newest === 1
    ? `${many}, the newest will be added.`
    : `${many}, the newest ${newest} will be added.`;
}

function questionsField({ command, questions, experiment }: NewSessionScreen): KnownBlock {
  const all = questionOptions(questions);
  const options = all.slice(0, MAX_OPTIONS);
  const hidden = all.length - options.length;
  const hint =
    experiment === undefined
      ? "The experiment's own questions appear when it is chosen."
      : hidden > 0
        ? `${hidden} more questions of this experiment do not fit here.`
        : `Make more with ${command} schema new.`;
  return input({
    // Another experiment has other questions: what was chosen for the first one does not carry over.
    blockId: `${NEW_SESSION.questions}.${experiment?.experimentId ?? "none"}`,
    label: "Questions",
    hint,
    optional: false,
    element: { type: "multi_static_select", action_id: "value", options },
  });
}

/** Marks the choice of a built-in question; other choices are ids of stored schemas. */
const BUILT_IN = "built-in:";

/** The questions to choose from: the experiment's own, then the built-in ones it does not have. */
export function questionOptions(questions: readonly StoredLabelSchema[]): PlainTextOption[] {
  const names = new Set(questions.map(({ name }) => name));
  return [
    ...questions.map((schema) => questionOption(schema, schema.schemaId)),
    ...BUILT_IN_SCHEMAS.filter(({ name }) => !names.has(name)).map((schema) =>
      questionOption(schema, `${BUILT_IN}${schema.name}`),
    ),
  ];
}

/** The question that a choice stands for; `undefined` when it is gone meanwhile. */
export function chosenQuestion(
  value: string,
  questions: readonly StoredLabelSchema[],
): LabelSchema | undefined {
  return value.startsWith(BUILT_IN)
    ? BUILT_IN_SCHEMAS.find(({ name }) => name === value.slice(BUILT_IN.length))
    : questions.find(({ schemaId }) => schemaId === value);
}

function questionOption(schema: LabelSchema, value: string): PlainTextOption {
  return {
    ...choice(schema.name, value),
    description: plainText(oneLine(schema.title, 75)),
  };
}

function labelsField(): KnownBlock {
  const options = labelsOptions();
  const [everyone] = options;
  return input({
    blockId: NEW_SESSION.labels,
    label: "Each trace is answered by",
    optional: false,
    element: {
      type: "static_select",
      action_id: "value",
      options,
      ...(everyone === undefined ? {} : { initial_option: everyone }),
    },
  });
}

function dueField(): KnownBlock {
  return input({
    blockId: NEW_SESSION.due,
    label: "Due",
    optional: true,
    element: { type: "datepicker", action_id: "value" },
  });
}
