import { counted } from "@labeldesk/block-kit";

/** A problem with one answer, in words that name the field and the rule. */
export interface Problem {
  readonly message: string;
}

/** What the reviewer sees when something typed cannot be taken; the card keeps all of it. */
export function notSavedYet(problems: readonly Problem[]): string {
  const [only] = problems;
  if (problems.length === 1 && only !== undefined) return `Not saved yet: ${only.message}`;
  const lines = problems.map(({ message }) => `• ${message}`);
  return `Not saved yet, ${counted(problems.length, "answer")} to look at:\n${lines.join("\n")}`;
}
