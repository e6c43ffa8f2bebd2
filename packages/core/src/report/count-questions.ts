import type { LabelingSession } from "../labeling-session.js";
import type { Submission } from "../submission.js";
import type { QuestionReport } from "./session-report.js";

/** Counts the answers to each question, one submission at a time. */
export interface QuestionCounter {
  add(submission: Pick<Submission, "answers">): void;
  reports(): readonly QuestionReport[];
}

/** Starts counting at nothing. Answers to what the session does not ask do not count. */
export function countQuestions({
  labelSchemas,
}: Pick<LabelingSession, "labelSchemas">): QuestionCounter {
  let submissions = 0;
  const counts = new Map(labelSchemas.map(({ name }) => [name, { answers: 0, comments: 0 }]));
  return {
    add: ({ answers }) => {
      submissions += 1;
      for (const { name, comment } of answers) {
        const count = counts.get(name);
        if (count === undefined) continue;
        count.answers += 1;
        if (comment !== undefined) count.comments += 1;
      }
    },
    reports: () =>
      [...counts].map(([name, { answers, comments }]) => ({
        name,
        answers,
        unanswered: submissions - answers,
        comments,
      })),
  };
}
