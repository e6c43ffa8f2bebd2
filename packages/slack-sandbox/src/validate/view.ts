import { z } from "zod";
import { isObject, objectsIn, type Loose } from "../loose.js";
import { blockViolations } from "./check-blocks.js";
import { bounded, plainText } from "./composition.js";
import { LIMITS } from "./limits.js";
import { violationsOf, type Violation } from "./violation.js";

const common = {
  // Checked by themselves, with the rules of the surface.
  blocks: z.array(z.unknown()),
  private_metadata: bounded(LIMITS.privateMetadata, 0).optional(),
  callback_id: bounded(LIMITS.id, 0).optional(),
  external_id: bounded(LIMITS.id, 0).optional(),
};

const view = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("modal"),
    ...common,
    title: plainText(LIMITS.modalTitle),
    submit: plainText(LIMITS.modalButton).optional(),
    close: plainText(LIMITS.modalButton).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal("home"), ...common }),
]);

/** Everything for which Slack would refuse a view. `prefix` is where the view stands in the call. */
export function validateView(value: unknown, prefix = "/view"): readonly Violation[] {
  const parsed = view.safeParse(value, { reportInput: true });
  const shape = parsed.success ? [] : violationsOf(parsed.error.issues, prefix);
  if (!isObject(value)) return shape;
  const surface = value["type"] === "home" ? "home" : "modal";
  const blocks = Array.isArray(value["blocks"])
    ? blockViolations(value["blocks"], surface, `${prefix}/blocks`)
    : [];
  return [
    ...shape,
    ...blocks,
    ...submitViolations(value, prefix),
    ...sizeViolations(value, prefix),
  ];
}

function submitViolations(draft: Loose, prefix: string): readonly Violation[] {
  const hasInput = objectsIn(draft["blocks"]).some(({ type }) => type === "input");
  if (draft["type"] !== "modal" || !hasInput || draft["submit"] !== undefined) return [];
  const message = "missing required field: submit (a modal with an input block needs it)";
  return [{ pointer: prefix, rule: "missing_field", message }];
}

function sizeViolations(draft: Loose, prefix: string): readonly Violation[] {
  const bytes = Buffer.byteLength(JSON.stringify(draft));
  if (bytes <= LIMITS.viewBytes) return [];
  const message = `the view has ${bytes} bytes; ${LIMITS.viewBytes} are taken`;
  return [{ pointer: prefix, rule: "payload_too_large", message }];
}
