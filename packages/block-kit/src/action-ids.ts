/** Every action id and callback id: they name the kind of control and never change with what is shown. */
export const ACTIONS = {
  submit: "card.submit",
  later: "card.later",
  cantJudge: "card.decline",
  notReviewable: "card.exclude",
  edit: "card.edit",
  showAll: "card.show-all",
  openForm: "card.open-form",
  openInMlflow: "card.open-in-mlflow",
  guidelines: "card.guidelines",
  /** The menu in the card's first line; the value of its chosen option is `openForm` or `guidelines` of this table. */
  menu: "card.menu",
  /** One click on a single pass/fail; read by `readOneClick`. */
  answerPositive: "card.answer-positive",
  answerNegative: "card.answer-negative",
  /** Buttons in "Show all"; their value is the page to show, counted from 0. */
  previousPage: "trace.previous-page",
  nextPage: "trace.next-page",
  /** `callback_id` of the form. */
  formSubmit: "form.submit",
  /** `callback_id` of "Show all". */
  fullTrace: "trace.full",
} as const;

/** Action ids of the inputs. They send nothing until the card or form is submitted. */
export const INPUTS = {
  choice: "answer.choice",
  choices: "answer.choices",
  numberChoice: "answer.number-choice",
  number: "answer.number",
  text: "answer.text",
  textList: "answer.text-list",
  comment: "answer.comment",
} as const;
