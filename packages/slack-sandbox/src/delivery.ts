/** The kinds of things Slack tells an app. */
export type PayloadKind = "slash_commands" | "interactive" | "events_api";

/** What a repeated event says about itself. */
export interface RetryInfo {
  readonly attempt: number;
  readonly reason: string;
}

/** What became of a payload. `response` is what the app put into its acknowledgement. */
export type Delivered =
  | { readonly kind: "acknowledged"; readonly response: unknown }
  | { readonly kind: "notConnected" }
  | { readonly kind: "timedOut" };

/** The way from Slack to the app: Socket Mode or signed HTTP requests. */
export interface Delivery {
  isConnected(): boolean;
  deliver(kind: PayloadKind, payload: object, retry?: RetryInfo): Promise<Delivered>;
  close(): Promise<void>;
}
