import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";

/** So close to the end counts as at the end. */
const NEAR_PX = 60;

/** A message that comes this soon after a click or a key is its answer, and is brought into view wherever one was. */
const ANSWER_MS = 5000;

/**
 * Follows a log to its end while its reader is there, but never past the top of what is new: a card taller than the
 * window is read from its beginning.
 */
export function useStickyScroll(log: RefObject<HTMLElement | null>, count: number): void {
  const before = useRef(0);
  const atEnd = useRef(true);
  const actedMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const element = log.current;
    const onScroll = () => {
      if (element !== null) atEnd.current = isAtEnd(element);
    };
    const onAct = () => {
      actedMs.current = performance.now();
    };
    element?.addEventListener("scroll", onScroll);
    document.addEventListener("click", onAct);
    document.addEventListener("keydown", onAct);
    return () => {
      element?.removeEventListener("scroll", onScroll);
      document.removeEventListener("click", onAct);
      document.removeEventListener("keydown", onAct);
    };
  }, [log]);
  useLayoutEffect(() => {
    const element = log.current;
    const more = count > before.current;
    const answered = performance.now() - actedMs.current < ANSWER_MS;
    if (element !== null && more && (atEnd.current || answered)) {
      const firstNew = [...element.querySelectorAll<HTMLElement>(".message")].at(
        before.current - count,
      );
      const top = before.current === 0 ? undefined : firstNew?.offsetTop;
      const end = element.scrollHeight - element.clientHeight;
      element.scrollTop = top === undefined ? end : Math.min(end, top - NEAR_PX / 4);
    }
    before.current = count;
  }, [log, count]);
}

function isAtEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < NEAR_PX;
}
