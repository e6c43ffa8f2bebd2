import { z } from "zod";
import { fieldOf } from "../loose.js";
import { anyBlock } from "./blocks.js";
import { LIMITS } from "./limits.js";
import { surfaceViolations, type Surface } from "./surfaces.js";
import { duplicateIds } from "./unique-ids.js";
import { violationsOf, type Violation } from "./violation.js";
import { visibleTextLength } from "./visible-text.js";

const MAX_BLOCKS: Readonly<Record<Surface, number>> = {
  message: LIMITS.messageBlocks,
  modal: LIMITS.viewBlocks,
  home: LIMITS.viewBlocks,
};

/** Everything wrong with the blocks of one surface; `prefix` is the pointer of the array. */
export function blockViolations(
  blocks: unknown,
  surface: Surface,
  prefix: string,
): readonly Violation[] {
  const shape = z.array(anyBlock).max(MAX_BLOCKS[surface]);
  const parsed = shape.safeParse(blocks, { reportInput: true });
  const list: readonly unknown[] = Array.isArray(blocks) ? blocks : [];
  return [
    ...surfaceViolations(list, surface, prefix),
    ...(parsed.success ? [] : violationsOf(parsed.error.issues, prefix)),
    ...duplicateIds(list, prefix),
    ...focusViolations(list, prefix),
    ...tableViolations(list, prefix),
    ...markdownViolations(list, prefix),
  ];
}

function focusViolations(blocks: readonly unknown[], prefix: string): readonly Violation[] {
  const focused = JSON.stringify(blocks).split('"focus_on_load":true').length - 1;
  if (focused <= 1) return [];
  const message = "only one element may have focus_on_load set to true";
  return [{ pointer: prefix, rule: "conflicting_fields", message }];
}

function tableViolations(blocks: readonly unknown[], prefix: string): readonly Violation[] {
  const tables = blocks.flatMap((block, index) => {
    const type = fieldOf(block, "type");
    return type === "table" || type === "data_table" ? [{ type, block, index }] : [];
  });
  const second = tables.filter(({ type }) => type === "table")[1];
  const tooMany: readonly Violation[] =
    second === undefined
      ? []
      : [
          {
            pointer: `${prefix}/${second.index}`,
            rule: "too_many",
            message: "no more than 1 table allowed",
          },
        ];
  const tooLong = tables.flatMap(({ type, block, index }): readonly Violation[] => {
    const max = type === "table" ? LIMITS.tableText : LIMITS.dataTableText;
    if (visibleTextLength(block) <= max) return [];
    const message = `must be less than ${max + 1} characters`;
    return [{ pointer: `${prefix}/${index}/rows`, rule: "too_long", message }];
  });
  return [...tooMany, ...tooLong];
}

function markdownViolations(blocks: readonly unknown[], prefix: string): readonly Violation[] {
  const total = visibleTextLength(blocks.filter((block) => fieldOf(block, "type") === "markdown"));
  if (total <= LIMITS.markdown) return [];
  const message = `the markdown blocks together must be less than ${LIMITS.markdown + 1} characters`;
  return [{ pointer: prefix, rule: "too_long", message }];
}
