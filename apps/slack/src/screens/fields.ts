import type { ElementState, StateValues } from "../payloads.js";

// Reading the fields of a modal: every field has its own block id, and one element.

function element(values: StateValues, blockId: string): ElementState | undefined {
  return Object.values(values[blockId] ?? {})[0];
}

/** What was typed, trimmed; absent when empty. */
export function typed(values: StateValues, blockId: string): string | undefined {
  const text = element(values, blockId)?.value?.trim() ?? "";
  return text === "" ? undefined : text;
}

/** The value of the chosen option. */
export function chosen(values: StateValues, blockId: string): string | undefined {
  return element(values, blockId)?.selected_option?.value;
}

/** The chosen option as the modal showed it. */
export function chosenOption(
  values: StateValues,
  blockId: string,
): { readonly value: string; readonly label: string } | undefined {
  const option = element(values, blockId)?.selected_option;
  if (option?.value === undefined) return undefined;
  return { value: option.value, label: option.text?.text ?? option.value };
}

/** The values of the chosen options. */
export function chosenAll(values: StateValues, blockId: string): readonly string[] {
  const options = element(values, blockId)?.selected_options ?? [];
  return options.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

/** The Slack ids of the chosen people. */
export function chosenPeople(values: StateValues, blockId: string): readonly string[] {
  return element(values, blockId)?.selected_users ?? [];
}

/** The chosen day, as `2026-11-28`. */
export function chosenDay(values: StateValues, blockId: string): string | undefined {
  return element(values, blockId)?.selected_date ?? undefined;
}
