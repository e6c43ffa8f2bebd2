import { Image } from "../elements/image.js";
import { TextObject } from "../text/text-object.js";
import { readWires, typeOf, type Wire } from "../wire.js";

/** Small print: texts and little pictures in a row. */
export function ContextBlock({ block }: { readonly block: Wire }) {
  return (
    <div className="context">
      {readWires(block, "elements").map((element, index) => (
        // Elements of a context have no identity but their place.
        <div key={index} className="context-element">
          {typeOf(element) === "image" ? <Image wire={element} /> : <TextObject text={element} />}
        </div>
      ))}
    </div>
  );
}
