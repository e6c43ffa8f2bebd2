import { isObject, objectsIn, type Loose } from "../loose.js";
import type { Violation } from "./violation.js";

/** Where blocks are shown. */
export type Surface = "message" | "modal" | "home";

const EVERYWHERE: readonly Surface[] = ["message", "modal", "home"];
const MESSAGE: readonly Surface[] = ["message"];

/** Which surfaces show a block (https://docs.slack.dev/reference/block-kit/blocks); others show it nowhere. */
const BLOCKS: Readonly<Record<string, readonly Surface[]>> = {
  actions: EVERYWHERE,
  alert: ["modal"],
  card: ["message", "home"],
  carousel: ["message", "home"],
  container: MESSAGE,
  context: EVERYWHERE,
  context_actions: MESSAGE,
  data_table: MESSAGE,
  divider: EVERYWHERE,
  header: EVERYWHERE,
  image: EVERYWHERE,
  input: EVERYWHERE,
  markdown: MESSAGE,
  plan: MESSAGE,
  rich_text: EVERYWHERE,
  section: EVERYWHERE,
  table: MESSAGE,
  task_card: MESSAGE,
  video: EVERYWHERE,
};

/** The elements that not every surface takes (https://docs.slack.dev/reference/block-kit/block-elements). */
const ELEMENTS: Readonly<Record<string, readonly Surface[]>> = {
  datetimepicker: ["message", "modal"],
  email_text_input: ["modal"],
  feedback_buttons: MESSAGE,
  file_input: ["modal"],
  icon_button: MESSAGE,
  number_input: ["modal"],
  rich_text_input: ["modal", "home"],
  url_text_input: ["modal"],
  workflow_button: MESSAGE,
};

/** Blocks and elements that the surface does not show. */
export function surfaceViolations(
  blocks: readonly unknown[],
  surface: Surface,
  prefix: string,
): readonly Violation[] {
  return blocks.flatMap((block, index) => {
    if (!isObject(block)) return [];
    const pointer = `${prefix}/${index}`;
    return [
      ...checkType(BLOCKS, block, surface, pointer),
      ...childrenOf(block).flatMap(([path, child]) =>
        checkType(ELEMENTS, child, surface, `${pointer}/${path}`),
      ),
      ...surfaceViolations(objectsIn(block["child_blocks"]), surface, `${pointer}/child_blocks`),
    ];
  });
}

function checkType(
  table: Readonly<Record<string, readonly Surface[]>>,
  item: Loose,
  surface: Surface,
  pointer: string,
): readonly Violation[] {
  const type = String(item["type"]);
  const surfaces = table[type];
  // Types that nobody knows are reported by their shape.
  if (surfaces === undefined || surfaces.includes(surface)) return [];
  const message = `unsupported type: ${type} (not available in a ${surface})`;
  return [{ pointer: `${pointer}/type`, rule: "wrong_surface", message }];
}

function childrenOf(block: Loose): readonly (readonly [string, Loose])[] {
  const single = (["element", "accessory"] as const).flatMap((key) => {
    const child = block[key];
    return isObject(child) ? [[key, child] as const] : [];
  });
  const many = elementList(block).flatMap((child, index) =>
    isObject(child) ? [[`elements/${index}`, child] as const] : [],
  );
  return [...single, ...many];
}

function elementList(block: Loose): readonly unknown[] {
  return Array.isArray(block["elements"]) ? block["elements"] : [];
}
