import type { Definition, Nodes, PhrasingContent } from "mdast";
import type { Inline, Style } from "./elements.js";
import { text } from "./elements.js";
import { safeLink } from "./safe-link.js";

/** What rendering a Markdown text needs beside the node at hand. */
export interface MarkdownContext {
  readonly source: string;
  /** Link definitions by identifier. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Definitions that some link used; the others are shown as text. */
  readonly used: Set<string>;
}

/** Deeper nesting than any writer means is shown as it was written, so that hostile nesting costs nothing. */
export const MAX_DEPTH = 24;

/** Turns the content of a paragraph into text and links. */
export function inline(
  nodes: readonly PhrasingContent[],
  context: MarkdownContext,
  style: Style = {},
  depth = 0,
): readonly Inline[] {
  return nodes.flatMap((node) => one(node, context, style, depth));
}

function one(
  node: PhrasingContent,
  context: MarkdownContext,
  style: Style,
  depth: number,
): readonly Inline[] {
  if (depth > MAX_DEPTH) return text(written(node, context), style);
  const inside = (children: readonly PhrasingContent[], more: Style = {}) =>
    inline(children, context, { ...style, ...more }, depth + 1);
  switch (node.type) {
    case "text":
      return text(node.value, style);
    case "strong":
      return inside(node.children, { bold: true });
    case "emphasis":
      return inside(node.children, { italic: true });
    case "delete":
      return inside(node.children, { strike: true });
    case "inlineCode":
      return text(node.value, { ...style, code: true });
    case "break":
      return text("\n", style);
    case "html":
      return text(node.value, style);
    case "link":
      return safeLink(inside(node.children), node.url, node.title, style);
    case "image":
      return safeLink(
        text(`Image: ${node.alt || "no description"}`, style),
        node.url,
        node.title,
        style,
      );
    case "linkReference":
    case "imageReference":
    case "footnoteReference":
      return reference(node, context, style, inside);
  }
}

function reference(
  node: Extract<
    PhrasingContent,
    { type: "linkReference" | "imageReference" | "footnoteReference" }
  >,
  context: MarkdownContext,
  style: Style,
  inside: (children: readonly PhrasingContent[]) => readonly Inline[],
): readonly Inline[] {
  const target =
    node.type === "footnoteReference" ? undefined : context.definitions.get(node.identifier);
  if (target === undefined || node.type === "footnoteReference")
    return text(written(node, context), style);
  context.used.add(node.identifier);
  const label =
    node.type === "linkReference"
      ? inside(node.children)
      : text(`Image: ${node.alt || "no description"}`, style);
  return safeLink(label, target.url, target.title, style);
}

/** The node as it stands in the source. */
export function written(node: Nodes, { source }: MarkdownContext): string {
  return source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}
