import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from "react";

interface FloatingProps {
  readonly anchor: RefObject<HTMLElement | null>;
  /** Which edge of the anchor it keeps to; `fill` takes the anchor's width. */
  readonly align: "fill" | "end";
  /** A press outside of it and its anchor. */
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

const GAP_PX = 4;

/** Draws a menu or a list at its anchor, above whatever scrolls around it, below it or, lacking room, over it. */
export function Floating({ anchor, align, onLeave, children }: FloatingProps) {
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      if (anchor.current !== null && panel.current !== null) {
        placeAt(anchor.current.getBoundingClientRect(), panel.current, align);
      }
    };
    place();
    const sized = new ResizeObserver(place);
    if (panel.current !== null) sized.observe(panel.current);
    if (anchor.current !== null) sized.observe(anchor.current);
    window.addEventListener("scroll", place, true);
    window.addEventListener("resize", place);
    return () => {
      sized.disconnect();
      window.removeEventListener("scroll", place, true);
      window.removeEventListener("resize", place);
    };
  }, [anchor, align]);
  useEffect(() => {
    const leave = ({ target }: PointerEvent) => {
      if (!(target instanceof Node)) return;
      if (panel.current?.contains(target) || anchor.current?.contains(target)) return;
      onLeave();
    };
    document.addEventListener("pointerdown", leave);
    return () => document.removeEventListener("pointerdown", leave);
  }, [anchor, onLeave]);
  return (
    <div ref={panel} className="floating">
      {children}
    </div>
  );
}

function placeAt(anchor: DOMRect, panel: HTMLElement, align: "fill" | "end"): void {
  if (align === "fill") panel.style.width = `${anchor.width}px`;
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = anchor.bottom + GAP_PX;
  const above = anchor.top - GAP_PX - height;
  const fits = below + height <= window.innerHeight || above < 0;
  panel.style.top = `${fits ? below : above}px`;
  panel.style.left = `${Math.max(GAP_PX, align === "fill" ? anchor.left : anchor.right - width)}px`;
}
