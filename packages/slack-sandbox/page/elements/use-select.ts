import { useState } from "react";
import { optionsValue, readChosen, holdsMany, usersValue } from "../live/element-value.js";
import { useWorkspace } from "../live/workspace-context.js";
import { readNumber, typeOf, type Wire } from "../wire.js";
import { peopleOptions, readOption, type SelectOption } from "./select-options.js";
import { useField } from "./use-field.js";
import { useSelectSource } from "./use-select-source.js";

/** A select's state and what can be done to it. */
export interface SelectModel {
  readonly many: boolean;
  readonly open: boolean;
  readonly query: string;
  readonly chosen: readonly SelectOption[];
  readonly options: readonly SelectOption[];
  /** Said in place of the list. */
  readonly note: string | undefined;
  /** The place in `options` that Enter picks. */
  readonly active: number;
  show(): void;
  hide(): void;
  search(query: string): void;
  move(step: 1 | -1): void;
  /** Chooses the entry, or takes it out again where many can be chosen. */
  pick(option: SelectOption): void;
  pickActive(): void;
  dropLast(): void;
}

/** Binds a select to what the server holds and to its list. */
export function useSelect(blockId: string, element: Wire): SelectModel {
  const { state } = useWorkspace();
  const field = useField(blockId, element);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const { options, note } = useSelectSource(blockId, element, open, query);
  const type = typeOf(element);
  const many = holdsMany(type);
  const { options: wires, users } = readChosen(field.value);
  const people = peopleOptions(state.people);
  const chosen = [
    ...wires.map((wire) => readOption(wire)),
    ...users.map((id) => people.find(({ value }) => value === id) ?? { value: id, text: id }),
  ];
  const most = readNumber(element, "max_selected_items") ?? Number.POSITIVE_INFINITY;
  const full = many && chosen.length >= most;

  const store = (next: readonly SelectOption[]) => {
    const value = type.endsWith("users_select")
      ? usersValue(
          type,
          next.map((option) => option.value),
        )
      : optionsValue(
          type,
          next.flatMap(({ wire }) => (wire === undefined ? [] : [wire])),
        );
    field.change(value, "atOnce");
  };
  const search = (text: string) => {
    setOpen(true);
    setQuery(text);
    setActive(0);
  };
  const hide = () => {
    setOpen(false);
    setQuery("");
  };
  const pick = (option: SelectOption) => {
    const without = chosen.filter(({ value }) => value !== option.value);
    const taken = without.length < chosen.length;
    if (many && !taken && full) return;
    if (many) store(taken ? without : [...chosen, option]);
    else store([option]);
    if (many) setQuery("");
    else hide();
  };
  return {
    many,
    open,
    query,
    chosen,
    options,
    note: full ? `No more than ${most} can be chosen` : note,
    active: Math.min(active, options.length - 1),
    show: () => {
      setOpen(true);
      setActive(
        Math.max(
          0,
          options.findIndex(({ value }) => value === chosen[0]?.value),
        ),
      );
    },
    hide,
    search,
    move: (step) => setActive((active + step + options.length) % Math.max(1, options.length)),
    pick,
    pickActive: () => {
      const option = options[active];
      if (option !== undefined) pick(option);
    },
    dropLast: () => {
      if (chosen.length > 0) store(chosen.slice(0, -1));
    },
  };
}
