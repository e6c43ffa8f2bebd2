import { InlineText } from "../text/inline-text.js";
import { readRichText, type RichTextPart } from "../text/rich-text.js";
import type { Wire } from "../wire.js";
import { UnknownBlock } from "./unknown-block.js";

/** Structured text: nothing in it is parsed. */
export function RichTextBlock({ block }: { readonly block: Wire }) {
  return (
    <div className="rich-text">
      {readRichText(block).map((part, index) => (
        // Parts have no identity but their place: they are replaced whole, never moved.
        <Part key={index} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { readonly part: RichTextPart }) {
  switch (part.kind) {
    case "section":
      return (
        <div className="text">
          <InlineText content={part.content} />
        </div>
      );
    case "quote":
      return (
        <blockquote className="text">
          <InlineText content={part.content} />
        </blockquote>
      );
    case "preformatted":
      return (
        <pre data-language={part.language}>
          <InlineText content={part.content} />
        </pre>
      );
    case "list":
      return <List part={part} />;
    case "unknown":
      return <UnknownBlock wire={part.wire} />;
  }
}

function List({ part }: { readonly part: Extract<RichTextPart, { kind: "list" }> }) {
  const items = part.items.map((content, index) => (
    // Entries have no identity but their place.
    <li key={index} className="text">
      <InlineText content={content} />
    </li>
  ));
  const depth = Math.min(part.indent, 8);
  const attributes = {
    className: part.bordered ? "list list-bordered" : "list",
    "data-marker": depth % 3,
    style: { marginInlineStart: `${depth * 24}px` },
  };
  if (!part.ordered) return <ul {...attributes}>{items}</ul>;
  return (
    <ol {...attributes} start={part.start}>
      {items}
    </ol>
  );
}
