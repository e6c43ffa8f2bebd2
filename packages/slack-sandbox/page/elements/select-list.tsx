import { Fragment, useEffect, useRef } from "react";
import type { SelectModel } from "./use-select.js";

/** The id of one entry of a list, for the control to point to. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** The open list of a select. */
export function SelectList({ id, select }: { readonly id: string; readonly select: SelectModel }) {
  const list = useRef<HTMLDivElement>(null);
  const { options, active, note } = select;
  const chosenValues = new Set(select.chosen.map(({ value }) => value));
  useEffect(() => {
    list.current?.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Options"
      aria-multiselectable={select.many || undefined}
      className="menu select-list"
    >
      {note !== undefined && (
        <div className="menu-note" role="status">
          {note}
        </div>
      )}
      {options.map((option, index) => (
        <Fragment key={`${option.group ?? ""}/${option.value}`}>
          {option.group !== undefined && option.group !== options[index - 1]?.group && (
            <div className="menu-group" role="presentation">
              {option.group}
            </div>
          )}
          <div
            id={optionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={chosenValues.has(option.value)}
            data-active={index === active || undefined}
            className="menu-item"
            // The keyboard stays in the field that was typed in.
            onPointerDown={(event) => event.preventDefault()}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => select.pick(option)}
          >
            <span>{option.text}</span>
            {option.description !== undefined && (
              <span className="option-description">{option.description}</span>
            )}
          </div>
        </Fragment>
      ))}
    </div>
  );
}
