import type { WireBlock } from "../../src/control/protocol.js";
import { readString } from "../wire.js";
import { Block } from "./block.js";

/** Draws the blocks of a message or a view. */
export function BlockList({ blocks }: { readonly blocks: readonly WireBlock[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <Block key={readString(block, "block_id") ?? `at ${index}`} block={block} />
      ))}
    </div>
  );
}
