import { useId, useRef, useState } from "react";
import { withEmoji } from "../text/emoji.js";
import { findSafeUrl } from "../text/safe-url.js";
import { readString, readText, readWires, type Wire } from "../wire.js";
import type { ElementProps } from "./element-props.js";
import { Floating } from "./floating.js";
import { useAction } from "./use-action.js";
import { useConfirmed } from "./use-confirmed.js";

/** The `⋯` menu. */
export function Overflow({ element, blockId, controlId }: ElementProps) {
  const [open, setOpen] = useState(false);
  const { busy, act } = useAction(blockId, element);
  const { ask, dialog } = useConfirmed(element);
  const anchor = useRef<HTMLButtonElement>(null);
  const menuId = useId();
  const close = () => {
    setOpen(false);
    anchor.current?.focus();
  };
  const choose = (option: Wire) => {
    close();
    const url = findSafeUrl(readString(option, "url"));
    if (url !== undefined) window.open(url, "_blank", "noopener,noreferrer");
    ask(() => act(readString(option, "value")));
  };
  return (
    <>
      <button
        ref={anchor}
        id={controlId}
        type="button"
        className="button button-icon"
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        aria-busy={busy || undefined}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">⋯</span>
      </button>
      {open && (
        <Floating anchor={anchor} align="end" onLeave={() => setOpen(false)}>
          <Menu
            id={menuId}
            options={readWires(element, "options")}
            onChoose={choose}
            onClose={close}
          />
        </Floating>
      )}
      {dialog}
    </>
  );
}

interface MenuProps {
  readonly id: string;
  readonly options: readonly Wire[];
  readonly onChoose: (option: Wire) => void;
  readonly onClose: () => void;
}

function Menu({ id, options, onChoose, onClose }: MenuProps) {
  const move = (event: React.KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...event.currentTarget.querySelectorAll("button")];
    const at = items.findIndex((item) => item === document.activeElement);
    items.at((at + step) % items.length)?.focus();
  };
  return (
    <div
      id={id}
      role="menu"
      aria-label="More actions"
      className="menu"
      tabIndex={-1}
      onKeyDown={move}
    >
      {options.map((option, index) => (
        <button
          key={readString(option, "value") ?? readText(option, "text")}
          type="button"
          role="menuitem"
          className="menu-item"
          // A menu is opened to be used: its first entry takes the keyboard.
          ref={index === 0 ? focusOnce : undefined}
          onClick={() => onChoose(option)}
        >
          {withEmoji(readText(option, "text") ?? "")}
          {readText(option, "description") !== undefined && (
            <span className="option-description">{readText(option, "description")}</span>
          )}
        </button>
      ))}
    </div>
  );
}

function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus({ preventScroll: true });
}
