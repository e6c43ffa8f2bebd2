import type { Json, JsonObject } from "@labeldesk/core";
import { isBlank } from "../shape.js";

/** Names of what steers a call or describes its answer, and is no content. */
const parameters = new Set([
  "model",
  "model_name",
  "model_id",
  "modelId",
  "stream",
  "stream_options",
  "temperature",
  "top_p",
  "top_k",
  "max_tokens",
  "max_completion_tokens",
  "max_output_tokens",
  "n",
  "stop",
  "seed",
  "tools",
  "tool_choice",
  "toolChoice",
  "toolConfig",
  "functions",
  "function_call",
  "parallel_tool_calls",
  "response_format",
  "config",
  "inferenceConfig",
  "generation_config",
  "generationConfig",
  "safety_settings",
  "usage",
  "token_usage",
  "usage_metadata",
  "id",
  "object",
  "created",
  "finish_reason",
  "finishReason",
  "stop_reason",
  "stopReason",
  "logprobs",
  "metrics",
  "ResponseMetadata",
  "model_request_parameters",
  "model_settings",
  "run_context",
  "invocation_params",
  "llm_output",
  "callbacks",
  "remaining_steps",
  "is_last_step",
]);

/** What Python writes for an object that has no text of its own. */
const unspeakable = /^<.+ at 0x[0-9a-f]+>$/i;

/**
 * What stands beside the messages of a value and may matter to a reader: the fields of an app's own state.
 * A value that names a model is an API call, whose other fields are parameters.
 *
 * @param taken the names that were read as messages
 */
export function extrasOf(value: JsonObject, ...taken: readonly string[]): { extras?: JsonObject } {
  if (typeof (value["model"] ?? value["modelId"] ?? value["model_id"]) === "string") return {};
  const extras = Object.entries(value).filter(
    ([name, item]) => !taken.includes(name) && !parameters.has(name) && !isEmptyTalk(item),
  );
  return extras.length === 0 ? {} : { extras: Object.fromEntries(extras) };
}

function isEmptyTalk(value: Json): boolean {
  return isBlank(value) || (typeof value === "string" && unspeakable.test(value));
}
