/**
 * The value of one answer: `boolean` for pass/fail, a text for categorical and text, a list of texts for
 * categorical list and text list, a finite number for numeric.
 */
export type AnswerValue = boolean | number | string | readonly string[];

/** One reviewer's answer to one label schema. */
export interface Answer {
  /** The label schema's name. */
  readonly name: string;
  readonly value: AnswerValue;
  readonly comment?: string;
}

/** Why an answer was not accepted. `message` names field, rule and the size of the value, never its content; it may be shown. */
export interface AnswerProblem {
  readonly name: string;
  readonly code:
    | "UNKNOWN_QUESTION"
    | "WRONG_KIND"
    | "NOT_AN_OPTION"
    | "NOT_A_NUMBER"
    | "OUT_OF_RANGE"
    | "TOO_LONG"
    | "TOO_MANY"
    | "EMPTY"
    | "COMMENT_NOT_ALLOWED";
  readonly message: string;
}
