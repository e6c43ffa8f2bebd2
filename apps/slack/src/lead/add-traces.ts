import { TraceId, type LabelingSession } from "@labeldesk/core";
import { context, input, mrkdwn } from "@labeldesk/block-kit";
import type { App } from "@slack/bolt";
import type { Desk } from "../desk.js";
import type { StateValues } from "../payloads.js";
import { typed } from "../screens/fields.js";
import { modal } from "../screens/modal.js";
import { enqueueImport } from "./create-session-job.js";
import { onSessionModal } from "./session-modal.js";
import { countMatches } from "./new-session.js";
import { Selection } from "./new-session-wish.js";
import { openModal, type Trigger } from "../screens/open-modal.js";

const ADD = {
  callback: "add-traces",
  ids: "add-traces.ids",
  newest: "add-traces.newest",
  filter: "add-traces.filter",
} as const;

/** Opens the modal of `/label add`. */
export async function openAddTraces(
  desk: Desk,
  session: LabelingSession,
  trigger: Trigger,
): Promise<void> {
  await openModal(
    desk,
    trigger,
    modal({
      callbackId: ADD.callback,
      title: "Add traces",
      submit: "Add",
      metadata: { runId: session.runId },
      blocks: [
        context(mrkdwn`To *${session.name}*. Traces that are in it already stay as they are.`),
        input({
          blockId: ADD.newest,
          label: "Newest traces",
          hint: "How many of those that match, newest first.",
          optional: true,
          element: {
            type: "number_input",
            action_id: "value",
            is_decimal_allowed: false,
            initial_value: "25",
            min_value: "1",
            max_value: "10000",
          },
        }),
        input({
          blockId: ADD.filter,
          label: "MLflow filter",
          hint: "For example: tags.env = 'prod' AND status = 'OK'",
          optional: true,
          element: { type: "plain_text_input", action_id: "value" },
        }),
        input({
          blockId: ADD.ids,
          label: "Or these trace ids",
          hint: "Separated by spaces, commas or lines. With ids, number and filter do not count.",
          optional: true,
          element: { type: "plain_text_input", action_id: "value", multiline: true },
        }),
      ],
    }),
  );
}

/** The modal's submission: the traces are added by a job. */
export function registerAddTraces(app: App, desk: Desk): void {
  onSessionModal(
    app,
    desk,
    { callbackId: ADD.callback, refusedTitle: "Not added" },
    async ({ view, session, ack }) => {
      const read = await readSelection(desk, session, view.state.values);
      if (read.kind === "errors") {
        await ack({ response_action: "errors", errors: read.errors });
        return;
      }
      await enqueueImport(desk, session.runId, read.selection, view.id);
      await ack();
    },
  );
}

type ReadSelection =
  | { readonly kind: "selection"; readonly selection: Selection }
  | { readonly kind: "errors"; readonly errors: Record<string, string> };

async function readSelection(
  desk: Desk,
  session: LabelingSession,
  values: StateValues,
): Promise<ReadSelection> {
  const ids =
    typed(values, ADD.ids)
      ?.split(/[\s,;]+/)
      .filter((id) => id !== "") ?? [];
  if (ids.length > 0)
    return {
      kind: "selection",
      selection: { kind: "ids", traceIds: ids.map((id) => TraceId.parse(id)) },
    };
  const filter = typed(values, ADD.filter);
  const selection = Selection.safeParse({
    kind: "search",
    newest: Number(typed(values, ADD.newest)),
    ...(filter === undefined ? {} : { filter }),
  });
  if (!selection.success) {
    return { kind: "errors", errors: { [ADD.newest]: "Must be a whole number from 1 to 10,000." } };
  }
  const matches = await countMatches(desk, session.experimentId, filter);
  if (matches.kind === "problem") {
    return { kind: "errors", errors: { [ADD.filter]: matches.sentence } };
  }
  if (matches.count === 0) return { kind: "errors", errors: { [ADD.filter]: "No trace matches." } };
  return { kind: "selection", selection: selection.data };
}
