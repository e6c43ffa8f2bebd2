import type { ElementValue, StateValues, WireBlock } from "./control/protocol.js";
import { elementsOf, isStateful, type PlacedElement } from "./elements.js";

/** How an element's value is called in `state.values`, and what it is before anything was entered. */
interface ValueShape {
  readonly field: string;
  readonly initial: string;
  readonly empty: null | readonly [];
}

const one = (field: string, initial: string): ValueShape => ({ field, initial, empty: null });
const many = (field: string, initial: string): ValueShape => ({ field, initial, empty: [] });

const SHAPES: Readonly<Record<string, ValueShape>> = {
  plain_text_input: one("value", "initial_value"),
  number_input: one("value", "initial_value"),
  email_text_input: one("value", "initial_value"),
  url_text_input: one("value", "initial_value"),
  rich_text_input: one("rich_text_value", "initial_value"),
  file_input: many("files", "initial_files"),
  radio_buttons: one("selected_option", "initial_option"),
  static_select: one("selected_option", "initial_option"),
  external_select: one("selected_option", "initial_option"),
  checkboxes: many("selected_options", "initial_options"),
  multi_static_select: many("selected_options", "initial_options"),
  multi_external_select: many("selected_options", "initial_options"),
  users_select: one("selected_user", "initial_user"),
  multi_users_select: many("selected_users", "initial_users"),
  conversations_select: one("selected_conversation", "initial_conversation"),
  multi_conversations_select: many("selected_conversations", "initial_conversations"),
  channels_select: one("selected_channel", "initial_channel"),
  multi_channels_select: many("selected_channels", "initial_channels"),
  datepicker: one("selected_date", "initial_date"),
  timepicker: one("selected_time", "initial_time"),
  datetimepicker: one("selected_date_time", "initial_date_time"),
};

/** The field of an element type's value, such as `selected_option`; undefined for elements without a value. */
export function valueField(elementType: string): string | undefined {
  return SHAPES[elementType]?.field;
}

/** The value of an element with nothing in it. */
export function emptyValue(elementType: string): ElementValue {
  const shape = SHAPES[elementType];
  if (shape === undefined) return { type: elementType };
  return { type: elementType, [shape.field]: shape.empty };
}

/** The value of an element that nobody has touched. */
export function initialValue(element: WireBlock): ElementValue {
  const type = String(element["type"]);
  const shape = SHAPES[type];
  const initial = shape === undefined ? undefined : element[shape.initial];
  if (shape === undefined || initial === undefined) return emptyValue(type);
  return { type, [shape.field]: initial };
}

/** Whether nothing was entered or chosen. */
export function isEmptyValue(value: ElementValue): boolean {
  const field = valueField(value.type);
  const content = field === undefined ? null : value[field];
  return (
    content === null ||
    content === undefined ||
    content === "" ||
    (Array.isArray(content) && content.length === 0)
  );
}

/** Finds what a person entered into an element, if anything. */
export type EnteredValue = (placed: PlacedElement) => ElementValue | undefined;

/** Slack's `state.values`: every element with a value, whichever block it stands in, touched or not. */
export function stateValues(blocks: readonly WireBlock[], entered: EnteredValue): StateValues {
  const values: Record<string, Record<string, ElementValue>> = {};
  for (const placed of elementsOf(blocks)) {
    if (!isStateful(placed.element)) continue;
    const block = (values[placed.blockId] ??= {});
    block[placed.actionId] = entered(placed) ?? initialValue(placed.element);
  }
  return values;
}
