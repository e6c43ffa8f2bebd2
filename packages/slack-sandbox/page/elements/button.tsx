import { findSafeUrl } from "../text/safe-url.js";
import { withEmoji } from "../text/emoji.js";
import { readString, readText } from "../wire.js";
import type { ElementProps } from "./element-props.js";
import { useAction } from "./use-action.js";
import { useConfirmed } from "./use-confirmed.js";

/** A button; with a `url` it also opens that in a new tab, as Slack does. */
export function Button({ element, blockId }: ElementProps) {
  const { busy, act } = useAction(blockId, element);
  const { ask, dialog } = useConfirmed(element);
  const url = findSafeUrl(readString(element, "url"));
  const text = withEmoji(readText(element, "text") ?? "");
  const attributes = {
    className: `button button-${readString(element, "style") ?? "default"}`,
    "aria-label": readString(element, "accessibility_label"),
    "aria-busy": busy || undefined,
  };
  if (url !== undefined) {
    return (
      <a {...attributes} href={url} target="_blank" rel="noopener noreferrer" onClick={() => act()}>
        {text}
      </a>
    );
  }
  return (
    <>
      <button {...attributes} type="button" onClick={() => ask(() => act())}>
        {text}
      </button>
      {dialog}
    </>
  );
}
