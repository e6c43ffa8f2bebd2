import { useRef } from "react";
import { momentValue, readMoment } from "../live/element-value.js";
import { readText, typeOf } from "../wire.js";
import { ariaOf, type ElementProps } from "./element-props.js";
import { useField } from "./use-field.js";
import { useFocusOnLoad } from "./use-focus-on-load.js";

/** A day or a time of day. */
export function MomentInput(props: ElementProps) {
  const { element, blockId, controlId } = props;
  const field = useField(blockId, element);
  const control = useRef<HTMLInputElement>(null);
  const type = typeOf(element);
  useFocusOnLoad(control, element);
  return (
    <input
      {...ariaOf(
        props,
        readText(element, "placeholder") ?? (type === "timepicker" ? "Time" : "Date"),
      )}
      ref={control}
      id={controlId}
      className="text-input moment-input"
      type={type === "timepicker" ? "time" : "date"}
      value={readMoment(field.value)}
      onChange={(event) => field.change(momentValue(type, event.target.value), "atOnce")}
    />
  );
}
