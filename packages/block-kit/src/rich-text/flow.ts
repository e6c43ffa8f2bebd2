import type { RichTextBlockElement, RichTextQuote, RichTextSection } from "@slack/types";
import type { List, ListItem, RootContent } from "mdast";
import { SLACK_LIMITS } from "../limits.js";
import { merged, preformatted, richSection, text, type Inline } from "./elements.js";
import { inline, MAX_DEPTH, written, type MarkdownContext } from "./inline.js";
import { tableText } from "./table.js";

/** Collects what becomes a rich text: paragraphs run together in one section, with an empty line between them. */
class Writer {
  readonly elements: RichTextBlockElement[] = [];
  #paragraphs: Inline[] = [];

  paragraph(content: readonly Inline[]): void {
    if (content.length === 0) return;
    this.#paragraphs.push(...(this.#paragraphs.length > 0 ? text("\n\n") : []), ...content);
  }

  blocks(blocks: readonly RichTextBlockElement[]): void {
    this.#flush();
    this.elements.push(...blocks);
  }

  finish(): readonly RichTextBlockElement[] {
    this.#flush();
    return this.elements;
  }

  #flush(): void {
    if (this.#paragraphs.length > 0) this.elements.push(richSection(this.#paragraphs));
    this.#paragraphs = [];
  }
}

/** Turns the blocks of a Markdown text into those of a rich text. */
export function flow(
  nodes: readonly RootContent[],
  context: MarkdownContext,
): readonly RichTextBlockElement[] {
  const writer = new Writer();
  for (const node of nodes) write(node, context, writer, 0);
  return writer.finish();
}

function write(node: RootContent, context: MarkdownContext, writer: Writer, indent: number): void {
  switch (node.type) {
    case "heading":
      return writer.paragraph(inline(node.children, context, { bold: true }));
    case "list":
      return writeList(node, context, writer, indent);
    case "code":
      return writer.blocks(preformatted(node.value, node.lang ?? undefined));
    case "table":
      return writer.blocks(preformatted(tableText(node, context)));
    case "blockquote": {
      const elements = merged(lines(node.children, context, 0));
      const quote: RichTextQuote = { type: "rich_text_quote", elements };
      return elements.length > 0 ? writer.blocks([quote]) : undefined;
    }
    case "paragraph":
    case "html":
    case "thematicBreak":
    case "definition":
    case "footnoteDefinition":
    case "listItem":
    case "tableRow":
    case "tableCell":
    case "yaml":
    case "text":
    case "strong":
    case "emphasis":
    case "delete":
    case "inlineCode":
    case "break":
    case "link":
    case "image":
    case "linkReference":
    case "imageReference":
    case "footnoteReference":
      return writer.paragraph(asLines(node, context, 0));
  }
}

/** Slack's lists are flat: a nested one is a list of its own with a deeper indent, and the outer one goes on behind it. */
function writeList(list: List, context: MarkdownContext, writer: Writer, indent: number): void {
  if (indent > MAX_DEPTH) return writer.paragraph(text(written(list, context)));
  const first = list.start ?? 1;
  let items: RichTextSection[] = [];
  let firstItem = 0;
  const flush = (next: number) => {
    if (items.length > 0) writer.blocks([listElement(list, items, indent, first - 1 + firstItem)]);
    items = [];
    firstItem = next;
  };
  for (const [index, item] of list.children.entries()) {
    const [head, rest] = splitItem(item);
    const words = merged([...checkMark(item), ...lines(head, context, 0)]);
    items.push({ type: "rich_text_section", elements: words.length > 0 ? words : [...text(" ")] });
    if (rest.length > 0) {
      flush(index + 1);
      for (const node of rest) write(node, context, writer, indent + 1);
    }
  }
  flush(list.children.length);
}

function listElement(
  list: List,
  items: RichTextSection[],
  indent: number,
  offset: number,
): RichTextBlockElement {
  const element = {
    type: "rich_text_list" as const,
    style: list.ordered === true ? ("ordered" as const) : ("bullet" as const),
    indent: Math.min(indent, SLACK_LIMITS.listIndent),
    elements: items,
    // Documented, but not in the types yet: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
    ...(list.ordered === true && offset > 0 && { offset }),
  };
  return element;
}

/** The paragraphs an item begins with, and what follows them. */
function splitItem({
  children: nodes,
}: ListItem): readonly [readonly RootContent[], readonly RootContent[]] {
  const end = nodes.findIndex(({ type }) => type !== "paragraph" && type !== "heading");
  return end === -1 ? [nodes, []] : [nodes.slice(0, end), nodes.slice(end)];
}

function checkMark({ checked }: ListItem): readonly Inline[] {
  if (typeof checked !== "boolean") return [];
  return text(checked ? "[x] " : "[ ] ");
}

/** Blocks where only lines of text are possible, as in a quote. */
function lines(
  nodes: readonly RootContent[],
  context: MarkdownContext,
  depth: number,
): readonly Inline[] {
  return nodes.flatMap((node, index) => {
    const content = asLines(node, context, depth);
    return index > 0 && content.length > 0 ? [...text("\n"), ...content] : content;
  });
}

function asLines(node: RootContent, context: MarkdownContext, depth: number): readonly Inline[] {
  if (depth > MAX_DEPTH) return text(written(node, context));
  switch (node.type) {
    case "paragraph":
      return inline(node.children, context);
    case "heading":
      return inline(node.children, context, { bold: true });
    case "code":
      return text(node.value, { code: true });
    case "table":
      return text(tableText(node, context), { code: true });
    case "html":
      return text(node.value);
    case "thematicBreak":
      return text("———");
    case "blockquote":
      return [...text("> "), ...lines(node.children, context, depth + 1)];
    case "list":
      return node.children.flatMap((item, index) => [
        ...text(`${index > 0 ? "\n" : ""}${listMark(node, index)} `),
        ...checkMark(item),
        ...lines(item.children, context, depth + 1),
      ]);
    case "definition":
      return context.used.has(node.identifier) ? [] : text(written(node, context));
    case "footnoteDefinition":
      return [
        ...text(`[^${node.label ?? node.identifier}]: `),
        ...lines(node.children, context, depth + 1),
      ];
    case "listItem":
    case "tableRow":
    case "tableCell":
    case "yaml":
      return text(written(node, context));
    case "text":
    case "strong":
    case "emphasis":
    case "delete":
    case "inlineCode":
    case "break":
    case "link":
    case "image":
    case "linkReference":
    case "imageReference":
    case "footnoteReference":
      return inline([node], context);
  }
}

function listMark(list: List, index: number): string {
  return list.ordered === true ? `${(list.start ?? 1) + index}.` : "•";
}
