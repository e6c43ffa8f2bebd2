import type { ElementValue } from "../../src/control/protocol.js";
import { readString, readStrings, readWire, readWires, typeOf, type Wire } from "../wire.js";

/** The value an element starts with, in the shape of Slack's state; undefined when the app gave none. */
export function findInitialValue(element: Wire): ElementValue | undefined {
  const type = typeOf(element);
  for (const [initial, held] of INITIAL_FIELDS) {
    const value = element[initial];
    if (value !== undefined && value !== null) return { type, [held]: value };
  }
  return undefined;
}

/** `initial_…` field of the element, and the field of the state that holds the same. */
const INITIAL_FIELDS = [
  ["initial_value", "value"],
  ["initial_option", "selected_option"],
  ["initial_options", "selected_options"],
  ["initial_user", "selected_user"],
  ["initial_users", "selected_users"],
  ["initial_date", "selected_date"],
  ["initial_time", "selected_time"],
] as const;

/** What a text or number field holds; empty when nothing is typed. */
export function readTyped(value: ElementValue | undefined): string {
  return value === undefined ? "" : (readString(value, "value") ?? "");
}

/** A typed value; Slack's state says null where nothing is typed. */
export function typedValue(type: string, text: string): ElementValue {
  return { type, value: text === "" ? null : text };
}

/** The day (`YYYY-MM-DD`) or time (`HH:mm`) that is chosen; empty when none is. */
export function readMoment(value: ElementValue | undefined): string {
  if (value === undefined) return "";
  return readString(value, "selected_date") ?? readString(value, "selected_time") ?? "";
}

/** A chosen day or time. */
export function momentValue(type: string, text: string): ElementValue {
  const field = type === "timepicker" ? "selected_time" : "selected_date";
  return { type, [field]: text === "" ? null : text };
}

/** The options (or, for people pickers, the ids) that are chosen, one or many alike. */
export interface Chosen {
  readonly options: readonly Wire[];
  readonly users: readonly string[];
}

/** What is chosen in radio buttons, checkboxes or any select. */
export function readChosen(value: ElementValue | undefined): Chosen {
  if (value === undefined) return { options: [], users: [] };
  const one = readWire(value, "selected_option");
  const user = readString(value, "selected_user");
  return {
    options: one === undefined ? readWires(value, "selected_options") : [one],
    users: user === undefined ? readStrings(value, "selected_users") : [user],
  };
}

/** Chosen options in the shape this type of element has in Slack's state. */
export function optionsValue(type: string, options: readonly Wire[]): ElementValue {
  return holdsMany(type)
    ? { type, selected_options: options }
    : { type, selected_option: options[0] ?? null };
}

/** Chosen people in the shape this type of element has in Slack's state. */
export function usersValue(type: string, users: readonly string[]): ElementValue {
  return holdsMany(type)
    ? { type, selected_users: users }
    : { type, selected_user: users[0] ?? null };
}

/** Whether this type of element holds several values. */
export function holdsMany(type: string): boolean {
  return type === "checkboxes" || type.startsWith("multi_");
}

/** The options with this one added, or taken out when it was among them; options are the same when their `value` is. */
export function toggleOption(options: readonly Wire[], option: Wire): readonly Wire[] {
  const value = readString(option, "value");
  const without = options.filter((other) => readString(other, "value") !== value);
  return without.length === options.length ? [...options, option] : without;
}
