import { useId } from "react";
import { Element } from "../elements/element.js";
import { TextObject } from "../text/text-object.js";
import { readString, readWire, readWires, typeOf, type Wire } from "../wire.js";

/** Text, up to ten short fields in two columns, and one element at the side. */
export function SectionBlock({ block }: { readonly block: Wire }) {
  const id = useId();
  const text = readWire(block, "text");
  const fields = readWires(block, "fields");
  const accessory = readWire(block, "accessory");
  const kind = accessory === undefined ? "" : typeOf(accessory);
  // The text beside a control is its name; a button and an image have their own.
  const named = text !== undefined && kind !== "button" && kind !== "image" && kind !== "overflow";
  const wide = kind === "radio_buttons" || kind === "checkboxes";
  return (
    <div className={wide ? "section section-stacked" : "section"}>
      <div className="section-text">
        {text !== undefined && (
          <div id={`${id}-text`}>
            <TextObject text={text} />
          </div>
        )}
        {fields.length > 0 && <Fields fields={fields} />}
      </div>
      {accessory !== undefined && (
        <div className={`accessory accessory-${kind}`}>
          <Element
            element={accessory}
            blockId={readString(block, "block_id") ?? ""}
            controlId={`${id}-control`}
            labelledBy={named ? `${id}-text` : undefined}
            dispatches
          />
        </div>
      )}
    </div>
  );
}

function Fields({ fields }: { readonly fields: readonly Wire[] }) {
  return (
    <div className="fields">
      {fields.map((field, index) => (
        // Fields have no identity but their place.
        <div key={index} className="field">
          <TextObject text={field} />
        </div>
      ))}
    </div>
  );
}
