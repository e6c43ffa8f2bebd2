import { readString, typeOf, type Wire } from "../wire.js";
import { withEmoji } from "./emoji.js";
import { Mrkdwn } from "./mrkdwn-text.js";

/** Draws a text object, `plain_text` or `mrkdwn`. */
export function TextObject({ text }: { readonly text: Wire }) {
  const source = readString(text, "text") ?? "";
  if (typeOf(text) === "mrkdwn") return <Mrkdwn source={source} />;
  const shown = text["emoji"] === false ? source : withEmoji(source);
  return <span className="text">{shown}</span>;
}
