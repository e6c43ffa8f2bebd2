import type { Violation } from "./violation.js";

type Loose = Readonly<Record<string, unknown>>;

/** `block_id`s must differ within a message or view, and `action_id`s within a block. */
export function duplicateIds(blocks: readonly unknown[], prefix: string): readonly Violation[] {
  const seen = new Set<string>();
  return placed(blocks, prefix).flatMap(([pointer, block]) => {
    const blockId = block["block_id"];
    const repeated = typeof blockId === "string" && seen.has(blockId);
    if (typeof blockId === "string") seen.add(blockId);
    const message = `\`block_id\` \`${String(blockId)}\` already exists`;
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
    const message = `\`action_id\` \`${id}\` already exists for block_id \`${String(block["block_id"] ?? "")}\``;
    return [{ pointer: `${pointer}/elements/${index}`, rule: "duplicate_action_id", message }];
  });
}

function placed(blocks: readonly unknown[], prefix: string): readonly (readonly [string, Loose])[] {
  return blocks.flatMap((block, index) => {
    if (!isObject(block)) return [];
    const pointer = `${prefix}/${index}`;
    const inner: readonly unknown[] = Array.isArray(block["child_blocks"])
      ? block["child_blocks"]
      : [];
    return [[pointer, block] as const, ...placed(inner, `${pointer}/child_blocks`)];
  });
}

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
