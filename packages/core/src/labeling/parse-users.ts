import { LabelingError } from "../errors.js";
import { ReviewerEmail } from "../ids.js";

/** People by their e-mails, each once. @throws {LabelingError} INVALID_ARGUMENT naming what is no e-mail */
export function parseUsers(users: readonly string[]): readonly ReviewerEmail[] {
  const parsed = users.map((text) => ({ text, email: ReviewerEmail.safeParse(text).data }));
  const wrong = parsed.filter(({ email }) => email === undefined).map(({ text }) => `"${text}"`);
  if (wrong.length > 0) {
    const what = wrong.length === 1 ? "is no e-mail address" : "are no e-mail addresses";
    throw new LabelingError("INVALID_ARGUMENT", `${wrong.join(", ")} ${what}.`);
  }
  return [...new Set(parsed.flatMap(({ email }) => email ?? []))];
}
