import { createLabeling, LabelSchema, type Experiment, type Tracking } from "@labeldesk/core";
import {
  shownText,
  type Sandbox,
  type SandboxPerson,
  type SandboxView,
} from "@labeldesk/slack-sandbox";

/** What became of the session that the demo opens, so that cards wait when the page is opened first. */
export type OpeningOutcome =
  | { readonly kind: "opened"; readonly name: string }
  | { readonly kind: "failed"; readonly reason: string };

/** Who is played, by the e-mails that the sandbox gives its people. */
export const LEAD = "lead@example.com";
export const REVIEWERS = ["reviewer-one@example.com", "reviewer-two@example.com"] as const;

/** Two slow cores and a cold MLflow server need about twenty seconds for all the cards. */
const PATIENCE_MS = 90_000;

const IS_CORRECT = LabelSchema.parse({
  name: "is_correct",
  type: "feedback",
  title: "Is the answer correct?",
  input: { kind: "passFail", positiveLabel: "Correct", negativeLabel: "Incorrect" },
  enableComment: true,
});

const COMPLETENESS = LabelSchema.parse({
  name: "completeness",
  type: "feedback",
  title: "How much of the question does it answer?",
  input: { kind: "categorical", options: ["All of it", "A part of it", "Nothing of it"] },
});

/** The built-in question about expectations, so that there is something to sync. */
const EXPECTED_FACTS = "expected_facts";

/**
 * Makes two questions and plays the lead through `/label new` over all traces of the experiment. Resolves when both
 * reviewers have their first card.
 */
export async function openSession(
  sandbox: Sandbox,
  tracking: Tracking,
  experiment: Experiment,
): Promise<OpeningOutcome> {
  const lead = sandbox.person(LEAD);
  const day = new Date().toISOString().slice(0, 10);
  const name = `${experiment.name} answers ${day}`;
  try {
    const labeling = createLabeling({ tracking });
    const { experimentId } = experiment;
    for (const schema of [IS_CORRECT, COMPLETENESS]) {
      await labeling.createLabelSchema(experimentId, schema, { overwrite: true });
    }
    const { count } = await labeling.countTraces({ experimentId });
    await playNewSession(lead, { name, experiment, newest: Math.max(count, 1) });
    await Promise.all(REVIEWERS.map((email) => firstCard(sandbox.person(email))));
    return { kind: "opened", name };
  } catch (error) {
    return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}

interface Wish {
  readonly name: string;
  readonly experiment: Experiment;
  readonly newest: number;
}

async function playNewSession(
  lead: SandboxPerson,
  { name, experiment, newest }: Wish,
): Promise<void> {
  await lead.command("/label new");
  const form = await formThatSays(lead, "Experiment");
  await lead.choose(form, "Experiment", { query: experiment.name, option: experiment.name });
  // The experiment's own questions are there when the form was drawn again.
  const drawn = await formThatSays(lead, IS_CORRECT.name);
  const fields = {
    Name: name,
    "Newest traces": String(newest),
    Questions: [IS_CORRECT.name, COMPLETENESS.name, EXPECTED_FACTS],
    Reviewers: REVIEWERS,
  };
  for (const [field, value] of Object.entries(fields)) await lead.choose(drawn, field, value);
  const errors = await lead.submit();
  const [refused] = errors;
  if (refused === undefined) return;
  await lead.close();
  throw new Error(`"${refused.label}" was refused: ${refused.message}`);
}

function formThatSays(lead: SandboxPerson, words: string): Promise<SandboxView> {
  return lead.waitFor(
    ({ views }) => views.find((view) => !view.busy && shownText(view).includes(words)),
    `a form with "${words}"`,
    PATIENCE_MS,
  );
}

async function firstCard(reviewer: SandboxPerson): Promise<void> {
  await reviewer.waitFor(
    ({ messages }) => messages.find((message) => shownText(message).includes("Submit")),
    "the first card",
    PATIENCE_MS,
  );
}
