/** How a run of text is set. */
export interface TextStyle {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
}

/** A piece of a line, from mrkdwn or from rich text: what both are drawn from. */
export type Inline =
  | { readonly kind: "text"; readonly text: string; readonly style: TextStyle }
  | {
      readonly kind: "link";
      readonly url: string;
      readonly label: readonly Inline[];
      readonly style: TextStyle;
    }
  | { readonly kind: "user"; readonly userId: string; readonly style: TextStyle }
  | { readonly kind: "mention"; readonly text: string; readonly style: TextStyle }
  | {
      readonly kind: "date";
      readonly atSeconds: number;
      readonly format: string;
      readonly fallback: string;
      readonly url?: string;
      readonly style: TextStyle;
    };

/** A run of plain text. */
export function textRun(text: string, style: TextStyle = {}): Inline {
  return { kind: "text", text, style };
}
