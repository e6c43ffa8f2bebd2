import { fieldOf, objectsIn, plainTextIn, textIn } from "./loose.js";
import type { Container } from "./control/protocol.js";
import { elementsOf, isStateful, type PlacedElement } from "./elements.js";
import { blocksOf, getPlace } from "./gestures/place.js";
import { GestureFailed } from "./person-failure.js";
import type { Workspace } from "./workspace.js";

/**
 * The field with this label, block id or action id.
 *
 * @throws {GestureFailed} when there is none, or more than one.
 */
export function getField(
  workspace: Workspace,
  personId: string,
  container: Container,
  name: string,
): PlacedElement {
  const fields = elementsOf(blocksOf(getPlace(workspace, personId, container))).filter(
    ({ element }) => isStateful(element),
  );
  return getOne("field", name, fields, (placed) => [
    labelOf(placed),
    placed.blockId,
    placed.actionId,
  ]);
}

/** A button, and the value behind the text chosen from its menu. */
export interface FoundButton extends PlacedElement {
  readonly selectedOption?: string;
}

/**
 * The button with this text or action id. An overflow menu is found by its action id, or by the option's text alone.
 *
 * @throws {GestureFailed} when there is none, or more than one.
 */
export function getButton(
  workspace: Workspace,
  personId: string,
  container: Container,
  name: string,
  option?: string,
): FoundButton {
  const buttons = elementsOf(blocksOf(getPlace(workspace, personId, container))).filter(
    ({ element }) => !isStateful(element),
  );
  const placed = getOne("button", name, buttons, namesOfButton);
  const menu = menuOf(placed);
  if (menu.length === 0) return placed;
  const wanted = option ?? name;
  const chosen = menu.find(({ text, value }) => text === wanted || value === wanted);
  if (chosen !== undefined) return { ...placed, selectedOption: chosen.value };
  throw new GestureFailed(
    `the menu has no "${wanted}"; it has ${menu.map(({ text }) => `"${text}"`).join(", ")}`,
  );
}

function getOne(
  what: string,
  name: string,
  candidates: readonly PlacedElement[],
  namesOf: (placed: PlacedElement) => readonly string[],
): PlacedElement {
  const exact = candidates.filter((placed) => namesOf(placed).includes(name));
  const found =
    exact.length > 0 ? exact : candidates.filter((placed) => namesOf(placed)[0]?.includes(name));
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const known = candidates
    .map((placed) => `"${namesOf(placed)[0] ?? ""}" (${placed.actionId})`)
    .join(", ");
  const problem = first === undefined ? "there is no" : "there is more than one";
  throw new GestureFailed(
    `${problem} ${what} "${name}"; there are: ${known === "" ? "none" : known}`,
  );
}

function labelOf({ block, element }: PlacedElement): string {
  return (
    plainTextIn(block["label"]) ??
    plainTextIn(block["text"]) ??
    plainTextIn(element["placeholder"]) ??
    ""
  );
}

function namesOfButton(placed: PlacedElement): readonly string[] {
  const text = plainTextIn(placed.element["text"]) ?? "";
  const accessible = textIn(placed.element["accessibility_label"]) ?? text;
  return [text, accessible, placed.actionId, ...menuOf(placed).map((option) => option.text)];
}

function menuOf({
  element,
}: PlacedElement): readonly { readonly text: string; readonly value: string }[] {
  if (element["type"] === "feedback_buttons") {
    return [element["positive_button"], element["negative_button"]].map(optionOf);
  }
  return element["type"] === "overflow" ? objectsIn(element["options"]).map(optionOf) : [];
}

function optionOf(option: unknown): { readonly text: string; readonly value: string } {
  const text = plainTextIn(fieldOf(option, "text")) ?? "";
  return { text, value: textIn(fieldOf(option, "value")) ?? "" };
}
