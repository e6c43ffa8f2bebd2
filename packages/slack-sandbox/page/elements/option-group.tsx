import { useRef } from "react";
import { holdsMany, optionsValue, readChosen, toggleOption } from "../live/element-value.js";
import { TextObject } from "../text/text-object.js";
import { readString, readWire, readWires, typeOf, type Wire } from "../wire.js";
import { ariaOf, type ElementProps } from "./element-props.js";
import { useField } from "./use-field.js";
import { useFocusOnLoad } from "./use-focus-on-load.js";

/** Radio buttons or checkboxes. */
export function OptionGroup(props: ElementProps) {
  const { element, blockId, controlId } = props;
  const field = useField(blockId, element);
  const first = useRef<HTMLInputElement>(null);
  const type = typeOf(element);
  const many = holdsMany(type);
  const chosen = readChosen(field.value).options;
  const chosenValues = new Set(chosen.map((option) => readString(option, "value")));
  useFocusOnLoad(first, element);
  const choose = (option: Wire) =>
    field.change(optionsValue(type, many ? toggleOption(chosen, option) : [option]), "atOnce");
  return (
    <div
      {...ariaOf(props, many ? "Choices" : "Choice")}
      id={controlId}
      role={many ? "group" : "radiogroup"}
      className="option-group"
    >
      {readWires(element, "options").map((option, index) => (
        <label key={readString(option, "value")} className="option">
          <input
            ref={index === 0 ? first : undefined}
            type={many ? "checkbox" : "radio"}
            name={controlId}
            checked={chosenValues.has(readString(option, "value"))}
            onChange={() => choose(option)}
          />
          <OptionText option={option} />
        </label>
      ))}
    </div>
  );
}

function OptionText({ option }: { readonly option: Wire }) {
  const text = readWire(option, "text");
  const description = readWire(option, "description");
  return (
    <span className="option-text">
      {text !== undefined && <TextObject text={text} />}
      {description !== undefined && (
        <span className="option-description">
          <TextObject text={description} />
        </span>
      )}
    </span>
  );
}
