import { LabelingError } from "../errors.js";
import type { ItemId, ReviewerEmail, RunId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { ItemStore } from "../ports/item-store.js";
import type { Labeling } from "./labeling.js";
import { withSession, type LabelingParts } from "./locked.js";
import { parseUsers } from "./parse-users.js";

/** Gives items to people. Everything is checked before anything is written. */
export async function assignItems(
  parts: LabelingParts,
  runId: RunId,
  assignments: Parameters<Labeling["assignItems"]>[1],
  options?: CallOptions,
): Promise<void> {
  const parsed = assignments.map(({ itemId, reviewers }) => ({
    itemId,
    reviewers: parseUsers(reviewers),
  }));
  const { items } = parts.tracking;
  await withSession(
    parts,
    runId,
    async (session) => {
      checkPeople(
        session,
        parsed.flatMap(({ reviewers }) => reviewers),
      );
      const itemIds = parsed.map(({ itemId }) => itemId);
      await checkItems(session, itemIds, items, options);
      for (const { itemId, reviewers } of parsed) {
        await items.setAssignees(runId, itemId, reviewers, options);
      }
    },
    options,
  );
}

function checkPeople(session: LabelingSession, people: readonly ReviewerEmail[]): void {
  if (session.dealing.strategy !== "manual") {
    throw new LabelingError(
      "CONFLICT",
      `The items of the session "${session.name}" are dealt ${session.dealing.strategy}. Deal them manually to give them to people.`,
    );
  }
  const strangers = [...new Set(people)].filter((user) => !session.assignedUsers.includes(user));
  if (strangers.length === 0) return;
  throw new LabelingError(
    "INVALID_ARGUMENT",
    `Not assigned to the session "${session.name}": ${strangers.join(", ")}.`,
  );
}

async function checkItems(
  { runId, name }: LabelingSession,
  itemIds: readonly ItemId[],
  items: ItemStore,
  options?: CallOptions,
): Promise<void> {
  const unseen = new Set(itemIds);
  if (unseen.size === 0) return;
  for await (const { itemId } of items.listItems(runId, options)) {
    unseen.delete(itemId);
    if (unseen.size === 0) return;
  }
  throw new LabelingError(
    "NOT_FOUND",
    `The session "${name}" has no item with the id ${[...unseen].join(", ")}.`,
  );
}
