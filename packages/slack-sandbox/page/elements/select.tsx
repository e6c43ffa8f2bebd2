import { useId, useRef } from "react";
import { readText } from "../wire.js";
import { ariaOf, type ElementProps } from "./element-props.js";
import { Floating } from "./floating.js";
import { SelectList, optionId } from "./select-list.js";
import { useFocusOnLoad } from "./use-focus-on-load.js";
import { useSelect, type SelectModel } from "./use-select.js";

/** Every kind of select: one or many of its own options, people, or what the app finds for what is typed. */
export function Select(props: ElementProps) {
  const { element, controlId } = props;
  const select = useSelect(props.blockId, element);
  const anchor = useRef<HTMLDivElement>(null);
  const control = useRef<HTMLInputElement>(null);
  const listId = useId();
  useFocusOnLoad(control, element);
  const placeholder = readText(element, "placeholder") ?? "Select";
  const shown = select.many ? "" : (select.chosen[0]?.text ?? "");
  return (
    <div ref={anchor} className="select" data-open={select.open || undefined}>
      {select.many && <Chips select={select} />}
      <input
        {...ariaOf(props, placeholder)}
        ref={control}
        id={controlId}
        role="combobox"
        className="select-input"
        aria-expanded={select.open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={select.open ? optionId(listId, select.active) : undefined}
        autoComplete="off"
        placeholder={
          select.open && shown !== "" ? shown : select.chosen.length === 0 ? placeholder : ""
        }
        value={select.open ? select.query : shown}
        onChange={(event) => select.search(event.target.value)}
        // The keyboard's place is the end; of a long text the beginning is to be read.
        onFocus={({ target }) => requestAnimationFrame(() => target.scrollTo({ left: 0 }))}
        onClick={select.show}
        onBlur={select.hide}
        onKeyDown={(event) => onKey(event, select)}
      />
      <span className="select-arrow" aria-hidden="true" />
      {select.open && (
        <Floating anchor={anchor} align="fill" onLeave={select.hide}>
          <SelectList id={listId} select={select} />
        </Floating>
      )}
    </div>
  );
}

function Chips({ select }: { readonly select: SelectModel }) {
  return select.chosen.map((option) => (
    <span key={option.value} className="chip">
      {option.text}
      <button
        type="button"
        aria-label={`Remove ${option.text}`}
        onClick={() => select.pick(option)}
      >
        <span aria-hidden="true">×</span>
      </button>
    </span>
  ));
}

function onKey(event: React.KeyboardEvent, select: SelectModel): void {
  switch (event.key) {
    case "ArrowDown":
    case "ArrowUp":
      event.preventDefault();
      if (select.open) select.move(event.key === "ArrowDown" ? 1 : -1);
      else select.show();
      return;
    case "Enter":
      // Never the form's Enter: it picks, or opens the list.
      event.preventDefault();
      if (select.open) select.pickActive();
      else select.show();
      return;
    case "Escape":
      if (!select.open) return;
      event.preventDefault();
      event.stopPropagation();
      select.hide();
      return;
    case "Backspace":
      if (select.many && select.query === "") select.dropLast();
      return;
    default:
  }
}
