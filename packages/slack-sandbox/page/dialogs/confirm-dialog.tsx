import { TextObject } from "../text/text-object.js";
import { readString, readText, readWire, type Wire } from "../wire.js";
import { Dialog } from "./dialog.js";

interface ConfirmDialogProps {
  /** The element's `confirm` object. */
  readonly confirm: Wire;
  readonly onAnswer: (agreed: boolean) => void;
}

/** Asks before an action that the app marked so. */
export function ConfirmDialog({ confirm, onAnswer }: ConfirmDialogProps) {
  const text = readWire(confirm, "text");
  return (
    <Dialog
      title={readText(confirm, "title") ?? "Are you sure?"}
      className="dialog-small"
      onEscape={() => onAnswer(false)}
    >
      <div className="dialog-body">{text !== undefined && <TextObject text={text} />}</div>
      <footer className="dialog-foot">
        <button type="button" className="button button-default" onClick={() => onAnswer(false)}>
          {readText(confirm, "deny") ?? "Cancel"}
        </button>
        <button
          type="button"
          className={`button button-${readString(confirm, "style") ?? "primary"}`}
          onClick={() => onAnswer(true)}
        >
          {readText(confirm, "confirm") ?? "Yes"}
        </button>
      </footer>
    </Dialog>
  );
}
