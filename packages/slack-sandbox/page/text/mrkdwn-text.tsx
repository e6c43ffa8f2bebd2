import { InlineText } from "./inline-text.js";
import { parseMrkdwn, type MrkdwnPart } from "./mrkdwn.js";

/** Draws mrkdwn. */
export function Mrkdwn({ source }: { readonly source: string }) {
  const parts = parseMrkdwn(source);
  // Parts have no identity but their place: they are replaced whole, never moved.
  return parts.map((part, index) => <Part key={index} part={part} />);
}

function Part({ part }: { readonly part: MrkdwnPart }) {
  switch (part.kind) {
    case "paragraph":
      return (
        <span className="text paragraph">
          <InlineText content={part.content} />
        </span>
      );
    case "quote":
      return (
        <blockquote className="text">
          <InlineText content={part.content} />
        </blockquote>
      );
    case "preformatted":
      return <pre>{part.text}</pre>;
  }
}
