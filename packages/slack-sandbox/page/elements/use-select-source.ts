import { useEffect, useMemo, useState } from "react";
import { useWorkspace } from "../live/workspace-context.js";
import { readNumber, readString, readWires, typeOf, type Wire } from "../wire.js";
import { useContainerScope } from "./container-scope.js";
import { filterOptions, peopleOptions, readOptions, type SelectOption } from "./select-options.js";

/** What a select's list shows for what was typed. */
export interface SelectSource {
  readonly options: readonly SelectOption[];
  /** Said in place of the list, such as that it is searching; undefined when there are options to show. */
  readonly note: string | undefined;
}

/** Typing rests this long before the app is asked. */
const TYPING_PAUSE_MS = 200;

/** How much to type when the app does not say; Slack's default. */
const LEAST_CHARS = 3;

const SEARCHING: SelectSource = { options: [], note: "Searching …" };

/** Where a select's entries come from: its own options, the workspace's people, or the app. */
export function useSelectSource(
  blockId: string,
  element: Wire,
  open: boolean,
  query: string,
): SelectSource {
  const { state } = useWorkspace();
  const type = typeOf(element);
  const served = useServedOptions(
    blockId,
    element,
    open && type.endsWith("external_select"),
    query,
  );
  const own = useMemo(() => {
    if (type.endsWith("users_select")) return peopleOptions(state.people);
    return readOptions(readWires(element, "options"), readWires(element, "option_groups"));
  }, [type, element, state.people]);
  if (type.endsWith("external_select")) return served;
  const options = filterOptions(own, query);
  return { options, note: options.length === 0 ? "Nothing matches" : undefined };
}

function useServedOptions(
  blockId: string,
  element: Wire,
  active: boolean,
  query: string,
): SelectSource {
  const { api, outbox, state } = useWorkspace();
  const { container } = useContainerScope();
  const [source, setSource] = useState<SelectSource>(SEARCHING);
  const person = state.me.id;
  const actionId = readString(element, "action_id") ?? "";
  const missing = (readNumber(element, "min_query_length") ?? LEAST_CHARS) - query.length;
  useEffect(() => {
    if (!active || missing > 0) return;
    let stale = false;
    setSource(SEARCHING);
    const ask = async () => {
      await outbox.flush();
      const result = await api.options({ person, container, blockId, actionId, query });
      if (stale) return;
      const options = readOptions(result.options, result.optionGroups ?? []);
      const failed = result.ok ? undefined : (result.error ?? "The app did not answer");
      setSource({
        options,
        note: failed ?? (options.length === 0 ? "Nothing matches" : undefined),
      });
    };
    const timer = setTimeout(() => void ask(), TYPING_PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
    // A new state brings new objects; that is no reason to ask the app again.
  }, [active, query, person, blockId, actionId]);
  if (missing <= 0) return source;
  const letters = missing === 1 ? "1 more letter" : `${missing} more letters`;
  return { options: [], note: query === "" ? "Type to search" : `Type ${letters}` };
}
