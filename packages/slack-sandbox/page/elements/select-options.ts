import type { SandboxMember } from "../../src/control/protocol.js";
import { withEmoji } from "../text/emoji.js";
import { readString, readText, readWires, type Wire } from "../wire.js";

/** One entry of a select, whatever it came from. */
export interface SelectOption {
  /** The option's value, or a person's id. */
  readonly value: string;
  readonly text: string;
  readonly description?: string;
  readonly group?: string;
  /** The option as the app gave it; a person has none. */
  readonly wire?: Wire;
}

/** The entries of a select's own options and groups. */
export function readOptions(
  options: readonly Wire[],
  groups: readonly Wire[],
): readonly SelectOption[] {
  const plain = options.map((option) => readOption(option));
  const grouped = groups.flatMap((group) =>
    readWires(group, "options").map((option) => readOption(option, readText(group, "label"))),
  );
  return [...plain, ...grouped];
}

/** An option as an entry. */
export function readOption(option: Wire, group?: string): SelectOption {
  const description = readText(option, "description");
  return {
    value: readString(option, "value") ?? "",
    text: withEmoji(readText(option, "text") ?? ""),
    ...(description === undefined ? {} : { description }),
    ...(group === undefined ? {} : { group }),
    wire: option,
  };
}

/** Everybody, as entries. */
export function peopleOptions(people: readonly SandboxMember[]): readonly SelectOption[] {
  return people.map(({ id, realName, name }) => ({
    value: id,
    text: realName,
    description: `@${name}`,
  }));
}

/** The entries whose text or description contains what was typed. */
export function filterOptions(
  options: readonly SelectOption[],
  query: string,
): readonly SelectOption[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return options;
  return options.filter(({ text, description = "" }) =>
    `${text} ${description}`.toLowerCase().includes(wanted),
  );
}
