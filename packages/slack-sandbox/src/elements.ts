import type { WireBlock } from "./control/protocol.js";
import type { IdMaker } from "./ids.js";

/** An interactive element and where it stands. */
export interface PlacedElement {
  readonly blockId: string;
  readonly actionId: string;
  readonly block: WireBlock;
  readonly element: WireBlock;
}

/** The elements without a value of their own: they only send actions. */
const STATELESS = new Set([
  "button",
  "overflow",
  "workflow_button",
  "feedback_buttons",
  "icon_button",
]);

/** Whether `state.values` tells this element. */
export function isStateful(element: WireBlock): boolean {
  return !STATELESS.has(String(element["type"]));
}

/** The interactive elements of blocks, in reading order. */
export function elementsOf(blocks: readonly WireBlock[]): readonly PlacedElement[] {
  return blocks.flatMap((block) => [
    ...interactiveChildren(block).map((element) => ({
      blockId: String(block["block_id"]),
      actionId: String(element["action_id"]),
      block,
      element,
    })),
    ...elementsOf(blockList(block["child_blocks"])),
  ]);
}

/** One element by its ids. */
export function findElement(
  blocks: readonly WireBlock[],
  blockId: string,
  actionId: string,
): PlacedElement | undefined {
  return elementsOf(blocks).find(
    (placed) => placed.blockId === blockId && placed.actionId === actionId,
  );
}

/** The same blocks with an id on every block and every interactive element, as Slack stores them. */
export function withIds(blocks: readonly WireBlock[], ids: IdMaker): readonly WireBlock[] {
  return blocks.map((block) => {
    const named: Record<string, unknown> = {
      ...block,
      block_id: block["block_id"] ?? ids.next("b"),
    };
    for (const key of ["element", "accessory"]) {
      if (isBlock(block[key])) named[key] = withActionId(block[key], ids);
    }
    if (Array.isArray(block["elements"]) && holdsActions(block)) {
      named["elements"] = blockList(block["elements"]).map((element) => withActionId(element, ids));
    }
    if (Array.isArray(block["child_blocks"])) {
      named["child_blocks"] = withIds(blockList(block["child_blocks"]), ids);
    }
    return named;
  });
}

function withActionId(element: WireBlock, ids: IdMaker): WireBlock {
  if (element["type"] === "image" || element["action_id"] !== undefined) return element;
  return { ...element, action_id: ids.next("a") };
}

function interactiveChildren(block: WireBlock): readonly WireBlock[] {
  const listed = holdsActions(block) ? blockList(block["elements"]) : [];
  return [block["element"], block["accessory"], ...listed]
    .filter(isBlock)
    .filter((element) => element["type"] !== "image");
}

function holdsActions(block: WireBlock): boolean {
  return block["type"] === "actions" || block["type"] === "context_actions";
}

function blockList(value: unknown): readonly WireBlock[] {
  return Array.isArray(value) ? value.filter(isBlock) : [];
}

function isBlock(value: unknown): value is WireBlock {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
