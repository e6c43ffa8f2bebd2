import { TextObject } from "../text/text-object.js";
import { readWire, typeOf, type Wire } from "../wire.js";
import { ActionsBlock } from "./actions-block.js";
import { AlertBlock } from "./alert-block.js";
import { ContextBlock } from "./context-block.js";
import { ImageBlock } from "./image-block.js";
import { InputBlock } from "./input-block.js";
import { RichTextBlock } from "./rich-text-block.js";
import { SectionBlock } from "./section-block.js";
import { TableBlock } from "./table-block.js";
import { UnknownBlock } from "./unknown-block.js";

/** Draws any block; one that the page does not know is shown as its JSON. */
export function Block({ block }: { readonly block: Wire }) {
  switch (typeOf(block)) {
    case "header":
      return <HeaderBlock block={block} />;
    case "divider":
      return <hr className="divider" />;
    case "section":
      return <SectionBlock block={block} />;
    case "context":
      return <ContextBlock block={block} />;
    case "actions":
      return <ActionsBlock block={block} />;
    case "input":
      return <InputBlock block={block} />;
    case "rich_text":
      return <RichTextBlock block={block} />;
    case "table":
    case "data_table":
      return <TableBlock block={block} />;
    case "image":
      return <ImageBlock block={block} />;
    case "alert":
      return <AlertBlock block={block} />;
    default:
      return <UnknownBlock wire={block} />;
  }
}

function HeaderBlock({ block }: { readonly block: Wire }) {
  const text = readWire(block, "text");
  return <h3 className="header">{text !== undefined && <TextObject text={text} />}</h3>;
}
