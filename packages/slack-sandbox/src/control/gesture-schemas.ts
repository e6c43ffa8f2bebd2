import { z } from "zod";

const person = z.string().min(1);
const container = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("message"), channel: z.string(), ts: z.string() }),
  z.strictObject({ kind: z.literal("view"), viewId: z.string() }),
]);
const element = { person, container, blockId: z.string(), actionId: z.string() };

/** What the control API takes, by the last part of its path. */
export const GESTURES = {
  command: z.strictObject({ person, text: z.string() }),
  input: z.strictObject({ ...element, value: z.looseObject({ type: z.string() }).nullable() }),
  action: z.strictObject({ ...element, selectedOption: z.string().exactOptional() }),
  options: z.strictObject({ ...element, query: z.string() }),
  view: z.strictObject({ person, viewId: z.string() }),
  person: z.strictObject({ person }),
  dismiss: z.strictObject({ person, ts: z.string() }),
};
