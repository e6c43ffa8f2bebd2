import { z } from "zod";
import type { Sandbox } from "../../src/index.js";
import { botClient } from "./bolt.js";

const Refused = z.object({
  data: z.object({
    error: z.string(),
    errors: z.array(z.string()).optional(),
    response_metadata: z.looseObject({ messages: z.array(z.string()).optional() }).optional(),
  }),
});

/** What Slack's client says of a call that must fail. */
export async function refusal(refused: Promise<unknown>): Promise<z.infer<typeof Refused>["data"]> {
  const outcome = await refused.then(
    () => undefined,
    (error: unknown) => error,
  );
  return Refused.parse(outcome).data;
}

/** Any method with any arguments. */
export const call = (sandbox: Sandbox, method: string, fields: Record<string, unknown> = {}) =>
  botClient(sandbox).apiCall(method, fields);
