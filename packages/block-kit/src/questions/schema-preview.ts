import type { LabelSchema } from "@labeldesk/core";
import type { KnownBlock } from "@slack/types";
import { questionBlocks } from "./question-blocks.js";

/** How a question will look in a form; the fields work, and `readAnswers` takes no notice of them. */
export function renderSchemaPreview(schema: LabelSchema): KnownBlock[] {
  const blocks = questionBlocks([schema], { surface: "modal", render: 0, ref: "preview" });
  return blocks.map((block, index) =>
    block.type === "input"
      ? Object.assign(block, { block_id: `preview.${index}`, optional: true })
      : block,
  );
}
