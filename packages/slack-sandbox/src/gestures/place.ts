import type { Container, ElementValue, GestureResult, WireBlock } from "../control/protocol.js";
import type { Delivered } from "../delivery.js";
import { findElement, type PlacedElement } from "../elements.js";
import type { Member } from "../members.js";
import type { Message } from "../messages.js";
import type { StoredView } from "../views.js";
import type { Workspace } from "../workspace.js";

/** A gesture that nobody could make: there is no such person, message, view or element. */
export class ImpossibleGesture extends Error {
  override readonly name = "ImpossibleGesture";
}

/** An element before a person. */
export interface Target extends PlacedElement {
  readonly person: Member;
  readonly place: Message | StoredView;
}

/** @throws {ImpossibleGesture} when nobody has this id. */
export function getPerson(workspace: Workspace, id: string): Member {
  const member = workspace.members.get(id);
  if (member === undefined) throw new ImpossibleGesture(`there is no person ${id}`);
  return member;
}

/** @throws {ImpossibleGesture} when the person does not have this view. */
export function getView(workspace: Workspace, personId: string, viewId: string): StoredView {
  const view = workspace.views.find(viewId);
  if (view === undefined || view.personId !== personId) {
    throw new ImpossibleGesture(`the view ${viewId} is not open`);
  }
  return view;
}

/** @throws {ImpossibleGesture} when the person does not see such a message or view. */
export function getPlace(
  workspace: Workspace,
  personId: string,
  container: Container,
): Message | StoredView {
  if (container.kind === "view") return getView(workspace, personId, container.viewId);
  const { channel, ts } = container;
  const message = workspace.messages.find(channel, ts);
  const isSeen =
    message !== undefined &&
    (message.onlyFor ?? personId) === personId &&
    workspace.channels.find(channel)?.people.includes(personId) === true;
  if (!isSeen) throw new ImpossibleGesture(`there is no message ${ts} in ${channel}`);
  return message;
}

/** The blocks of a message or a view. */
export function blocksOf(place: Message | StoredView): readonly WireBlock[] {
  return "content" in place ? place.content.blocks : place.blocks;
}

/** @throws {ImpossibleGesture} when there is no such element before the person. */
export function getTarget(
  workspace: Workspace,
  at: {
    readonly person: string;
    readonly container: Container;
    readonly blockId: string;
    readonly actionId: string;
  },
): Target {
  const person = getPerson(workspace, at.person);
  const place = getPlace(workspace, person.id, at.container);
  const placed = findElement(blocksOf(place), at.blockId, at.actionId);
  if (placed === undefined) {
    throw new ImpossibleGesture(`there is no element ${at.actionId} in block ${at.blockId}`);
  }
  return { ...placed, person, place };
}

/** Tells a person what went wrong, as Slack's client does. */
export function failed(workspace: Workspace, personId: string, error: string): GestureResult {
  workspace.notices.set(personId, error);
  workspace.changed([personId]);
  return { ok: false, error };
}

/** What is left to say of a click or choice, once the app had its time. */
export function settled(
  workspace: Workspace,
  personId: string,
  delivered: Delivered,
): GestureResult {
  const { name } = workspace.app;
  switch (delivered.kind) {
    case "acknowledged":
      return { ok: true };
    case "notConnected":
      return failed(workspace, personId, `${name} is not connected.`);
    case "timedOut":
      return failed(workspace, personId, `${name} did not respond. Try again.`);
  }
}

/** Whether two values of an element are the same. */
export function isSameValue(a: ElementValue, b: ElementValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
