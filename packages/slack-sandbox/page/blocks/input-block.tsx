import { useId } from "react";
import { useContainerScope } from "../elements/container-scope.js";
import { Element, isGroup } from "../elements/element.js";
import { withEmoji } from "../text/emoji.js";
import { readFlag, readString, readText, readWire, typeOf, type Wire } from "../wire.js";

/** A labelled element, with its hint and, in a view, what was wrong with it at the last submit. */
export function InputBlock({ block }: { readonly block: Wire }) {
  const id = useId();
  const { errors } = useContainerScope();
  const element = readWire(block, "element") ?? {};
  const blockId = readString(block, "block_id") ?? "";
  const hint = readText(block, "hint");
  const error = errors[blockId];
  const described = [
    ...(error === undefined ? [] : [`${id}-error`]),
    ...(hint === undefined ? [] : [`${id}-hint`]),
  ];
  const label = (
    <>
      {withEmoji(readText(block, "label") ?? "")}
      {readFlag(block, "optional") && <span className="optional"> (optional)</span>}
    </>
  );
  return (
    <div className={error === undefined ? "input-block" : "input-block input-block-wrong"}>
      {isGroup(typeOf(element)) ? (
        <div id={`${id}-label`} className="label">
          {label}
        </div>
      ) : (
        <label id={`${id}-label`} className="label" htmlFor={`${id}-control`}>
          {label}
        </label>
      )}
      <Element
        element={element}
        blockId={blockId}
        controlId={`${id}-control`}
        labelledBy={`${id}-label`}
        describedBy={described.length > 0 ? described.join(" ") : undefined}
        invalid={error !== undefined}
        dispatches={readFlag(block, "dispatch_action")}
      />
      {error !== undefined && (
        <div id={`${id}-error`} className="field-error" role="alert">
          {error}
        </div>
      )}
      {hint !== undefined && (
        <div id={`${id}-hint`} className="hint">
          {withEmoji(hint)}
        </div>
      )}
    </div>
  );
}
