import type { Demo } from "./demo.js";
import { LEAD, REVIEWERS } from "./opening-session.js";

/** What stands on the terminal while the demo runs: where to go, what to try, how to stop. */
export function readyText(demo: Demo): string {
  return [
    "",
    `Labeldesk is ready: open ${demo.sandbox.url} in a browser.`,
    ...openingLines(demo),
    "",
    ...tryLines(demo),
    "",
    ...mlflowLines(demo),
    `The app's log: ${demo.logFile}`,
    demo.mlflowUrl !== undefined && demo.opening === undefined
      ? "Ctrl-C stops it. What was written to the MLflow server stays there."
      : "Ctrl-C stops everything; nothing is kept.",
    "",
  ].join("\n");
}

function openingLines({ opening }: Demo): string[] {
  switch (opening?.kind) {
    case undefined:
      return [];
    case "opened":
      return [`The session "${opening.name}" is open, and both reviewers have their first card.`];
    case "failed":
      return [
        `A first session could not be opened: ${opening.reason.split("\n")[0]}`,
        "Be the Lead and type /label new to open one.",
      ];
  }
}

function tryLines({ sandbox, opening }: Demo): string[] {
  const at = (email: string) => `${sandbox.url}?person=${sandbox.person(email).id}`;
  const lead = `  ${at(LEAD)}   be the Lead: type`;
  if (opening === undefined) return [`${lead} /label new`];
  return [
    `  ${at(REVIEWERS[0])}   be Reviewer One: a card waits in Messages`,
    `  ${at(REVIEWERS[1])}   be Reviewer Two: the same traces, unseen`,
    `${lead} /label status, /label sync or /label new`,
  ];
}

function mlflowLines({ mlflowUrl }: Demo): string[] {
  return mlflowUrl === undefined ? [] : [`The answers land in MLflow: ${mlflowUrl}`];
}
