import { isObject } from "./loose.js";
import type { SandboxMessage, SandboxView, WireBlock } from "./control/protocol.js";

/** The keys under which blocks keep what people read. */
const READ = new Set([
  "text",
  "title",
  "label",
  "hint",
  "fields",
  "elements",
  "element",
  "accessory",
  "options",
  "rows",
]);

/** What a message or a view says, a line for each piece of text: for assertions and failure messages. */
export function shownText(shown: SandboxMessage | SandboxView): string {
  const head = "title" in shown ? [shown.title ?? ""] : [];
  const body =
    shown.blocks.length === 0 && "text" in shown ? [shown.text] : shown.blocks.flatMap(textsOf);
  return [...head, ...body].filter((line) => line !== "").join("\n");
}

/** The pieces of text in a block, in reading order. */
export function textsOf(block: WireBlock): readonly string[] {
  const isRichText =
    String(block["type"]).startsWith("rich_text_") && Array.isArray(block["elements"]);
  const texts = Object.entries(block).flatMap(([key, value]) =>
    READ.has(key) || key.startsWith("child_") ? texted(value) : [],
  );
  // The runs of a rich text section make one line.
  return isRichText && block["type"] !== "rich_text_list" ? [texts.join("")] : texts;
}

function texted(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(texted);
  return isObject(value) ? textsOf(value) : [];
}
