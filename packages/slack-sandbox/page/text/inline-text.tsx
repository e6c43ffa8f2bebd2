import type { ReactNode } from "react";
import { findName, useWorkspace } from "../live/workspace-context.js";
import type { Inline, TextStyle } from "./inline.js";
import { formatSlackDate } from "./slack-date.js";

/** Draws runs of text; line breaks in them are kept. */
export function InlineText({ content }: { readonly content: readonly Inline[] }) {
  // Runs have no identity but their place: they are replaced whole, never moved.
  return content.map((inline, index) => <Run key={index} inline={inline} />);
}

function Run({ inline }: { readonly inline: Inline }) {
  switch (inline.kind) {
    case "text":
      return styled(inline.text, inline.style);
    case "link":
      return (
        <Link url={inline.url}>
          <InlineText content={inline.label} />
        </Link>
      );
    case "user":
      return styled(<UserMention userId={inline.userId} />, inline.style);
    case "mention":
      return styled(<span className="mention">{inline.text}</span>, inline.style);
    case "date":
      return styled(<DateText {...inline} />, inline.style);
  }
}

function Link({ url, children }: { readonly url: string; readonly children: ReactNode }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function UserMention({ userId }: { readonly userId: string }) {
  const { state } = useWorkspace();
  const mine = userId === state.me.id;
  return (
    <span className={mine ? "mention mention-me" : "mention"}>@{findName(state, userId)}</span>
  );
}

function DateText({ atSeconds, format, url }: Extract<Inline, { kind: "date" }>) {
  const { state } = useWorkspace();
  const at = new Date(atSeconds * 1000);
  const reader = { timeZone: state.me.timeZone, nowMs: Date.now() };
  const text = (
    <time dateTime={at.toISOString()} title={at.toISOString()}>
      {formatSlackDate(atSeconds, format, reader)}
    </time>
  );
  return url === undefined ? text : <Link url={url}>{text}</Link>;
}

function styled(content: ReactNode, style: TextStyle): ReactNode {
  let node = content;
  if (style.code === true) node = <code>{node}</code>;
  if (style.strike === true) node = <s>{node}</s>;
  if (style.italic === true) node = <em>{node}</em>;
  if (style.bold === true) node = <strong>{node}</strong>;
  return node;
}
