import { createHash } from "node:crypto";
import type { QuestionMeasure, SessionFigure } from "@labeldesk/core";

/**
 * Names that are longer when they are escaped are shortened. MLflow takes 250 characters; no name that is written out is as
 * long as a shortened one, so that the two kinds never meet.
 */
const MAX_WRITTEN_OUT = 200;

/** Hexadecimal digits of a shortened name's hash: 128 bits. */
const HASH_DIGITS = 32;

const WORDS: Readonly<Record<QuestionMeasure, string>> = {
  passShare: "pass_share",
  mean: "mean",
  entropyBits: "entropy_bits",
  alpha: "alpha",
};

/**
 * The metric that holds a figure: `items`, or `is_correct/alpha`, as MLflow's own evaluations name theirs (`correctness/mean`).
 * No word of ours comes first: the table of runs shows some twelve characters of a metric's name.
 */
export function metricNameOf(figure: SessionFigure): string {
  switch (figure.kind) {
    case "session":
      return figure.measure;
    case "question":
      return `${escapeName(figure.question)}/${WORDS[figure.measure]}`;
  }
}

/**
 * A question's name in characters that MLflow takes (`validate_param_and_metric_name`, 3.14 to 3.17: letters, digits, `_ - . / :`
 * and the space, without colons on Windows; no path that another one stands for). Letters and digits of any script, `_`, `-`
 * and the space stand for themselves, any other as its code between two dots: `a/b` is `a.2f.b`. So are those beyond U+FFFF,
 * where each Unicode has letters that the server's does not know. Different names stay different.
 */
function escapeName(name: string): string {
  const signs = [...name].map((sign) =>
    /^[\p{L}\p{Nd}_ -]$/u.test(sign) && sign.length === 1
      ? sign
      : `.${sign.codePointAt(0)?.toString(16)}.`,
  );
  const escaped = signs.join("");
  if (escaped.length <= MAX_WRITTEN_OUT) return escaped;
  const hash = createHash("sha256").update(escaped).digest("hex").slice(0, HASH_DIGITS);
  return `${escaped.slice(0, MAX_WRITTEN_OUT)}.${hash}`;
}
