import type { Json, JsonObject } from "@labeldesk/core";

/**
 * The value that attributes such as `llm.input_messages.0.message.role` spell out under a prefix: numbers become the
 * places of lists. `undefined` when there are none.
 */
export function readIndexed(attributes: JsonObject, prefix: string): Json | undefined {
  const start = `${prefix}.`;
  const root: Branch = new Map();
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith(start)) put(root, name.slice(start.length).split("."), value);
  }
  return root.size === 0 ? undefined : toJson(root);
}

type Branch = Map<string, Branch | { readonly leaf: Json }>;

function put(branch: Branch, path: readonly string[], leaf: Json): void {
  let at = branch;
  for (const name of path.slice(0, -1)) {
    const next = at.get(name);
    const child: Branch = next instanceof Map ? next : new Map();
    if (child !== next) at.set(name, child);
    at = child;
  }
  const last = path.at(-1) ?? "";
  if (!(at.get(last) instanceof Map)) at.set(last, { leaf });
}

function toJson(branch: Branch): Json {
  const entries = [...branch].map(
    ([name, child]) => [name, child instanceof Map ? toJson(child) : child.leaf] as const,
  );
  if (!entries.every(([name]) => /^\d{1,6}$/.test(name))) return Object.fromEntries(entries);
  return entries
    .toSorted(([one], [other]) => Number(one) - Number(other))
    .map(([, value]) => value);
}
