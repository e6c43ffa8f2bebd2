import { TextObject } from "../text/text-object.js";
import { readString, readWire, type Wire } from "../wire.js";

/** A line that stands out; its level is said by a sign and a word, not by colour alone. */
export function AlertBlock({ block }: { readonly block: Wire }) {
  const level = readString(block, "level") ?? "default";
  const text = readWire(block, "text");
  const { sign, word } = LEVELS[level] ?? { sign: "i", word: "Note" };
  return (
    <div className={`alert alert-${level}`} role="note" aria-label={word}>
      <span className="alert-sign" aria-hidden="true">
        {sign}
      </span>
      <div>{text !== undefined && <TextObject text={text} />}</div>
    </div>
  );
}

const LEVELS: Readonly<Record<string, { readonly sign: string; readonly word: string }>> = {
  info: { sign: "i", word: "Note" },
  warning: { sign: "!", word: "Warning" },
  error: { sign: "×", word: "Error" },
  success: { sign: "✓", word: "Done" },
};
