import type { RetrievedDocument, Step, TraceView, Turn } from "@labeldesk/trace-view";
import { counted } from "../text/words.js";
import { countChars, type Chapter } from "./passage.js";
import {
  dataPassages,
  errorWords,
  longName,
  note,
  partPassages,
  plain,
  shortName,
  turnHeading,
  turnPassages,
} from "./turn-passages.js";

/** The whole of a trace in the order in which it happened: earlier turns, the question, the steps, how it ended. */
export function traceChapters(view: TraceView): readonly Chapter[] {
  return [
    ...view.earlier.map(turnChapter),
    turnChapter(view.request),
    ...view.steps.flatMap(stepChapters),
    ...outcomeChapters(view),
  ];
}

/** How it ended: the answers, an error, or that there is none. */
export function outcomeChapters({ outcome }: TraceView): readonly Chapter[] {
  switch (outcome.kind) {
    case "answered":
      return outcome.answers.length > 0 ? answerChapters(outcome.answers) : [noAnswer()];
    case "failed":
      return [
        ...answerChapters(outcome.answers),
        {
          heading: "Error",
          passages: [plain(`The app failed here: ${errorWords(outcome.error)}`)],
        },
      ];
    case "inProgress":
      return [{ heading: "Assistant", passages: [note("The app has not finished yet.")] }];
    case "empty":
      return [noAnswer()];
  }
}

/** One turn as a chapter. */
export function turnChapter(turn: Turn): Chapter {
  return { heading: turnHeading(turn), passages: turnPassages(turn) };
}

/** Recorded characters of the whole trace. */
export function countTraceChars(view: TraceView): number {
  return traceChapters(view).reduce((sum, { passages }) => sum + countChars(passages), 0);
}

function noAnswer(): Chapter {
  return { heading: "Assistant", passages: [note("The app gave no answer.")] };
}

function answerChapters(answers: readonly Turn[]): readonly Chapter[] {
  if (answers.length < 2) return answers.map(turnChapter);
  return answers.map((turn, index) => ({
    heading: `${turnHeading(turn)} · choice ${index + 1} of ${answers.length}`,
    passages: turnPassages(turn),
  }));
}

function stepChapters(step: Step): readonly Chapter[] {
  const failure = step.error === undefined ? [] : [plain(`Failed: ${errorWords(step.error)}`)];
  switch (step.kind) {
    case "tool":
      return [
        {
          heading: `Looked up: ${shortName(step.name)}`,
          passages: [...longName(step.name), ...dataPassages(step.argumentsText)],
        },
        { heading: "Result", passages: orNothing([...dataPassages(step.resultText), ...failure]) },
      ];
    case "retrieval":
      return [
        {
          heading: `Searched: ${shortName(step.name)}`,
          passages: orNothing([...longName(step.name), ...dataPassages(step.query), ...failure]),
        },
        ...step.documents.map((document, index) =>
          documentChapter(document, index, step.documents.length),
        ),
      ];
    case "other":
      return [
        {
          heading: `Step: ${shortName(step.name)}`,
          passages: [
            ...longName(step.name),
            ...step.input.flatMap(partPassages),
            ...omittedInput(step.inputOmittedChars),
          ],
        },
        {
          heading: "Output",
          passages: orNothing([...step.output.flatMap(partPassages), ...failure]),
        },
      ];
  }
}

function documentChapter(
  { text, source, score }: RetrievedDocument,
  index: number,
  total: number,
): Chapter {
  const short = source === undefined || source === "" ? "" : ` · ${shortName(source)}`;
  const rated = score === undefined ? "" : ` · score ${score}`;
  return {
    heading: `Document ${index + 1} of ${total}${short}${rated}`,
    passages: orNothing([...longName(source), ...(text === "" ? [] : [plain(text)])]),
  };
}

function omittedInput(chars: number | undefined): Chapter["passages"] {
  if (chars === undefined) return [];
  const size = counted(chars, "character");
  return [note(`An input of ${size} that repeats the app's own state is left to MLflow.`)];
}

function orNothing(passages: Chapter["passages"]): Chapter["passages"] {
  return passages.length > 0 ? passages : [note("Nothing was recorded here.")];
}
