import { useEffect, useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from "react";

interface DialogProps {
  readonly title: string;
  readonly className: string;
  /** Escape was pressed. */
  readonly onEscape: () => void;
  readonly busy?: boolean;
  /** Drawn beside the title. */
  readonly corner?: ReactNode;
  readonly children: ReactNode;
}

/** The browser's own modal dialog: it keeps the keyboard inside and gives it back when it goes. */
export function Dialog({ title, className, onEscape, busy, corner, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed while it is still in the document: only then does the browser give the keyboard back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useFirstFocus(dialog);
  return (
    // Escape only asks: the dialog goes when the sandbox says so.
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      aria-busy={busy === true ? true : undefined}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onEscape();
      }}
    >
      <header className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        {corner}
      </header>
      {children}
    </dialog>
  );
}

/**
 * Puts the keyboard on what asked for it, else on the first field. A view may open empty and be filled later: then the
 * first field is taken when it comes, unless the person has begun to use the dialog.
 */
function useFirstFocus(dialog: RefObject<HTMLDialogElement | null>): void {
  const settled = useRef(false);
  useEffect(() => {
    const element = dialog.current;
    if (element === null || settled.current) return;
    const field =
      element.querySelector<HTMLElement>("[data-focus-on-load]") ??
      element.querySelector<HTMLElement>(".dialog-body .input-block :is(input, textarea)");
    const fallback = element.querySelector<HTMLElement>(".dialog-foot button:last-of-type");
    (field ?? fallback)?.focus();
    settled.current = field !== null;
  });
  useEffect(() => {
    const settle = () => {
      settled.current = true;
    };
    const element = dialog.current;
    element?.addEventListener("pointerdown", settle);
    element?.addEventListener("keydown", settle);
    return () => {
      element?.removeEventListener("pointerdown", settle);
      element?.removeEventListener("keydown", settle);
    };
  }, [dialog]);
}
