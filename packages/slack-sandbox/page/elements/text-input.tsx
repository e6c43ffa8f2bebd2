import { useLayoutEffect, useRef } from "react";
import { readTyped, typedValue } from "../live/element-value.js";
import {
  readFlag,
  readNumber,
  readStrings,
  readText,
  readWire,
  typeOf,
  type Wire,
} from "../wire.js";
import { ariaOf, type ElementProps } from "./element-props.js";
import { useAction } from "./use-action.js";
import { useField } from "./use-field.js";
import { useFocusOnLoad } from "./use-focus-on-load.js";

/** Slack lets nobody type more than this into one field. */
const MOST_CHARS = 3000;

/** From here on the room left is shown, as a share of the field's limit. */
const COUNT_FROM = 0.8;

/** A field to type in: text on one or many lines, a number, an e-mail or an address. */
export function TextInput(props: ElementProps) {
  const { element, blockId, controlId } = props;
  const field = useField(blockId, element);
  const { act } = useAction(blockId, element);
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const type = typeOf(element);
  const text = readTyped(field.value);
  const maxChars = readNumber(element, "max_length") ?? MOST_CHARS;
  const multiline = readFlag(element, "multiline");
  useFocusOnLoad(control, element);
  useGrowing(control, multiline, text);
  const attributes = {
    ...ariaOf(props, readText(element, "placeholder")),
    id: controlId,
    ref: control,
    className: "text-input",
    placeholder: readText(element, "placeholder"),
    value: text,
    maxLength: maxChars,
    onChange: (event: { readonly target: { readonly value: string } }) =>
      field.change(typedValue(type, event.target.value), "typing"),
  };
  if (multiline) {
    return (
      <div className="text-field">
        <textarea {...attributes} rows={2} />
        <Counter
          text={text}
          maxChars={maxChars}
          always={readNumber(element, "max_length") !== undefined}
        />
      </div>
    );
  }
  const sendsOnEnter = props.dispatches === true && dispatchesOnEnter(element);
  return (
    <div className="text-field">
      <input
        {...attributes}
        type="text"
        inputMode={INPUT_MODES[type]}
        autoComplete="off"
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !sendsOnEnter) return;
          event.preventDefault();
          act();
        }}
      />
      {type === "plain_text_input" && <Counter text={text} maxChars={maxChars} always={false} />}
    </div>
  );
}

const INPUT_MODES: Readonly<Record<string, "decimal" | "email" | "url">> = {
  number_input: "decimal",
  email_text_input: "email",
  url_text_input: "url",
};

/** Enter is the default where the app does not say what triggers an action. */
function dispatchesOnEnter(element: Wire): boolean {
  const config = readWire(element, "dispatch_action_config");
  if (config === undefined) return true;
  return readStrings(config, "trigger_actions_on").includes("on_enter_pressed");
}

interface CounterProps {
  readonly text: string;
  readonly maxChars: number;
  readonly always: boolean;
}

function Counter({ text, maxChars, always }: CounterProps) {
  const near = text.length >= maxChars * COUNT_FROM;
  if (!near && !(always && text !== "")) return undefined;
  return (
    <span className={near ? "counter counter-near" : "counter"}>
      {text.length.toLocaleString("en")} of {maxChars.toLocaleString("en")}
    </span>
  );
}

/** Lets a field of many lines grow with its text, up to what its style allows. */
function useGrowing(
  control: React.RefObject<HTMLTextAreaElement | null>,
  multiline: boolean,
  text: string,
): void {
  useLayoutEffect(() => {
    const area = control.current;
    if (area === null || !multiline) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }, [control, multiline, text]);
}
