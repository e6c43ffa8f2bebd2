import type { Wire } from "../wire.js";

/** What every element gets. */
export interface ElementProps {
  readonly element: Wire;
  readonly blockId: string;
  /** The id for the control, so that a label can point to it. */
  readonly controlId: string;
  /** The id of the text that names the control; without one its placeholder does. */
  readonly labelledBy?: string | undefined;
  /** Ids of the hint and the error, joined by spaces. */
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  /** Whether a change in here is sent to the app, as `dispatch_action` says. */
  readonly dispatches?: boolean;
}

/** The attributes that tie a control to the texts around it. */
export function ariaOf({ labelledBy, describedBy, invalid }: ElementProps, fallback?: string) {
  return {
    "aria-labelledby": labelledBy,
    "aria-label": labelledBy === undefined ? fallback : undefined,
    "aria-describedby": describedBy,
    "aria-invalid": invalid === true ? true : undefined,
  } as const;
}
