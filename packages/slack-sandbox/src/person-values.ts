import { plainTextIn } from "./loose.js";
import type { Container, ElementValue, WireBlock } from "./control/protocol.js";
import type { PlacedElement } from "./elements.js";
import { offeredOptions } from "./gestures/entered-value.js";
import { getTarget } from "./gestures/place.js";
import { askOptions } from "./gestures/serve-options.js";
import { GestureFailed } from "./person-failure.js";
import { valueField } from "./state-values.js";
import type { Workspace } from "./workspace.js";

/** What to type first where the app serves the options, and which of them to take, by their texts. */
export interface Query {
  readonly query: string;
  readonly option: string | readonly string[];
}

/** What a scripted person enters: texts of options, e-mails of people, a date or text as it is; null clears. */
export type FieldValue = string | readonly string[] | number | Query | null;

interface Place {
  readonly person: string;
  readonly container: Container;
  readonly blockId: string;
  readonly actionId: string;
}

/**
 * What the client holds after a person entered this.
 *
 * @throws {GestureFailed} when the field does not offer it.
 */
export async function valueFor(
  workspace: Workspace,
  { element }: PlacedElement,
  at: Place,
  wanted: FieldValue,
): Promise<ElementValue | null> {
  const type = String(element["type"]);
  const field = valueField(type) ?? "";
  if (wanted === null) return null;
  if (field.startsWith("selected_option")) {
    const options = await optionsFor(workspace, at, wanted);
    return { type, [field]: field === "selected_option" ? (options[0] ?? null) : options };
  }
  if (isQuery(wanted)) throw new GestureFailed(`a ${type} takes no query`);
  if (!field.startsWith("selected_user")) return { type, [field]: wanted };
  const people = textsOf(wanted).map((one) => personId(workspace, one));
  return { type, [field]: field === "selected_user" ? (people[0] ?? null) : people };
}

function isQuery(wanted: NonNullable<FieldValue>): wanted is Query {
  return typeof wanted === "object" && "query" in wanted;
}

async function optionsFor(
  workspace: Workspace,
  at: Place,
  wanted: NonNullable<FieldValue>,
): Promise<readonly WireBlock[]> {
  const offered = isQuery(wanted)
    ? await served(workspace, at, wanted.query)
    : offeredOptions(workspace, getTarget(workspace, at));
  const texts = textsOf(isQuery(wanted) ? wanted.option : wanted);
  return texts.map((text) => {
    const found = offered.find((option) => optionText(option) === text || option["value"] === text);
    if (found !== undefined) return found;
    const known = offered.map((option) => `"${optionText(option)}"`).join(", ");
    throw new GestureFailed(
      `"${text}" is not offered; there are: ${known === "" ? "none" : known}`,
    );
  });
}

async function served(
  workspace: Workspace,
  at: Place,
  query: string,
): Promise<readonly WireBlock[]> {
  const result = await askOptions(workspace, { ...at, query });
  if (!result.ok) throw new GestureFailed(result.error ?? "the options could not be loaded");
  return result.options;
}

function personId(workspace: Workspace, idOrEmail: string): string {
  const email = idOrEmail.trim().toLowerCase();
  const member = [...workspace.members.values()].find(
    (one) => one.id === idOrEmail || one.email === email,
  );
  if (member === undefined) throw new GestureFailed(`nobody in the sandbox is ${idOrEmail}`);
  return member.id;
}

function optionText(option: WireBlock): string {
  return plainTextIn(option["text"]) ?? "";
}

function textsOf(wanted: string | number | readonly string[]): readonly string[] {
  return typeof wanted === "object" ? wanted : [String(wanted)];
}
