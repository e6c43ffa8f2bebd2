import { SLACK_LIMITS } from "../limits.js";
import type { Inline, Style } from "./elements.js";
import { merged, styled, text } from "./elements.js";

/** An address that may be clicked: http, https or mail, written the way a browser would. `undefined` for anything else. */
export function clickable(address: string): string | undefined {
  const parsed = URL.parse(address);
  if (parsed === null || !/^(https?|mailto):$/.test(parsed.protocol)) return undefined;
  return parsed.href.length <= SLACK_LIMITS.buttonUrl ? parsed.href : undefined;
}

/**
 * A recorded link. The real address is always visible: as the link's text, or behind it in brackets when the text says
 * something else. An address that may not be clicked stays text.
 */
export function safeLink(
  label: readonly Inline[],
  address: string,
  title: string | null | undefined,
  style: Style,
): readonly Inline[] {
  const words = merged(label)
    .map((part) => ("text" in part ? part.text : ""))
    .join("");
  const extra = title ? `, “${title}”` : "";
  const url = clickable(address);
  if (url === undefined) return [...label, ...text(` (${address}${extra})`, style)];
  if (saysAddress(words, address, url))
    return [
      { type: "link", url, text: words, ...styled(style) },
      ...(extra === "" ? [] : text(` (${extra.slice(2)})`, style)),
    ];
  // A label with parts of its own (code, bold) keeps them; the address behind it is what can be clicked.
  if (words.trim() === "")
    return [{ type: "link", url, text: url, ...styled(style) }, ...text(extra, style)];
  return [
    ...label,
    ...text(" (", style),
    { type: "link", url, text: url, ...styled(style) },
    ...text(`${extra})`, style),
  ];
}

function saysAddress(words: string, address: string, url: string): boolean {
  // What is shown must be what opens: the label is the address itself, or the address without its scheme.
  const shown = [
    address,
    url,
    url.replace(/\/$/, ""),
    address.replace(/^(https?:\/\/|mailto:)/, ""),
  ];
  return (
    words !== "" && shown.includes(words) && URL.parse(address)?.href === url && isPlain(words)
  );
}

// Names in other alphabets can look like one another: those are shown as the browser writes them.
function isPlain(words: string): boolean {
  return /^[\u0021-\u007e]+$/.test(words);
}
