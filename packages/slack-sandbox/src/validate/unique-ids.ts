import { isObject, objectsIn, textIn, type Loose } from "../loose.js";
import type { Violation } from "./violation.js";

/** `block_id`s must differ within a message or view, and `action_id`s within a block. */
export function duplicateIds(blocks: readonly unknown[], prefix: string): readonly Violation[] {
  const seen = new Set<string>();
  return placed(blocks, prefix).flatMap(([pointer, block]) => {
    const blockId = block["block_id"];
    const repeated = typeof blockId === "string" && seen.has(blockId);
    if (typeof blockId === "string") seen.add(blockId);
    const message = `\`block_id\` \`${textIn(blockId) ?? ""}\` already exists`;
    return [
      ...(repeated ? [{ pointer, rule: "duplicate_block_id", message } as const] : []),
      ...duplicateActions(block, pointer),
    ];
  });
}

function duplicateActions(block: Loose, pointer: string): readonly Violation[] {
  const seen = new Set<string>();
  const elements: readonly unknown[] = Array.isArray(block["elements"]) ? block["elements"] : [];
  return elements.flatMap((element, index) => {
    const id = isObject(element) ? element["action_id"] : undefined;
    if (typeof id !== "string") return [];
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    const message = `\`action_id\` \`${id}\` already exists for block_id \`${textIn(block["block_id"]) ?? ""}\``;
    return [{ pointer: `${pointer}/elements/${index}`, rule: "duplicate_action_id", message }];
  });
}

function placed(blocks: readonly unknown[], prefix: string): readonly (readonly [string, Loose])[] {
  return blocks.flatMap((block, index) => {
    if (!isObject(block)) return [];
    const pointer = `${prefix}/${index}`;
    const inner = placed(objectsIn(block["child_blocks"]), `${pointer}/child_blocks`);
    return [[pointer, block] as const, ...inner];
  });
}
