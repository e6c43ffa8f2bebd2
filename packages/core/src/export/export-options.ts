/**
 * How answers and decisions are exported.
 *
 * - `long`: one row per answer and per decided question, and one per item that a reviewer postponed, declined or has open.
 * - `wide`: one row per item and reviewer, and one per item that was decided, with a column for the value and one for the
 *   comment of each question.
 *
 * Both begin with these columns; in CSV an empty cell, in JSONL `null` where there is nothing to say:
 *
 * | column | holds |
 * | --- | --- |
 * | `run_id`, `session` | the labeling session and its name |
 * | `item_id`, `position` | the item, and its place in the order of addition, from 1 |
 * | `trace_id` | the trace that carries the answers: of several under review the last |
 * | `item_state`, `exclusion_reason` | `pending`, `complete` or `excluded`, and why it was excluded |
 * | `reviewer` | e-mail or pseudonym; of a decision, who decided |
 * | `state` | `submitted`, `postponed`, `declined` or `offered` (the card is open); `adjudicated`: a decision, whose values are the gold ones |
 * | `offered_at`, `first_answered_at`, `last_answered_at` | ISO 8601, UTC; of a decision, when it was made, and the first only if it was never changed |
 * | `seconds` | from the offer to the first answer, where the offer's time is known; of cards that were open at the same time these overlap, unlike in a session's report |
 * | `edits` | how often the answers were changed or taken back after they were first given, or the decision was changed |
 *
 * Long rows go on with `question`, `question_type`, `question_title`, `input` (the kind of input), `value` and `comment`.
 * Wide rows go on with `<question>` and `<question>.comment` for each question of the session in order; a question whose
 * columns have names that are taken gets `question.` before its own. The comment of a decided question is the one given
 * with it, else the reason of the decision. A decision follows the answers to its item.
 *
 * A list is a JSON array, in CSV as text. Items that are only dealt to somebody, and not offered yet, have no row, nor
 * have questions that a reviewer left unanswered in the long shape. Comments and reasons are as they were written, also
 * under pseudonyms.
 */
export interface ExportOptions {
  readonly shape: "long" | "wide";
  /**
   * - `csv`: RFC 4180, UTF-8 without a byte order mark, with a header. A text that a spreadsheet could take for a formula
   *   (it begins with `=`, `+`, `-`, `@`, their full-width forms, a tab or a line break, after any number of apostrophes) has an
   *   apostrophe put before it. A program that reads it back takes that apostrophe off such a text.
   * - `jsonl`: one JSON object a line, values as they are.
   */
  readonly format: "csv" | "jsonl";
  /**
   * Names reviewers by a pseudonym that is the same for the same secret, and cannot be told without it: `reviewer-` and the
   * first twelve digits of the HMAC-SHA-256 of the address. Must not be empty. Absent: by e-mail.
   */
  readonly pseudonymSecret?: string;
}
