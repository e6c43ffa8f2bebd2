import { useId } from "react";
import { Element } from "../elements/element.js";
import { readString, readWires, type Wire } from "../wire.js";

/** A row of buttons and other elements. */
export function ActionsBlock({ block }: { readonly block: Wire }) {
  const id = useId();
  return (
    <div className="actions">
      {readWires(block, "elements").map((element, index) => (
        <Element
          key={readString(element, "action_id") ?? `at ${index}`}
          element={element}
          blockId={readString(block, "block_id") ?? ""}
          controlId={`${id}-${index}`}
          dispatches
        />
      ))}
    </div>
  );
}
