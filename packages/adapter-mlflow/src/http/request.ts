/** One request to MLflow. */
export interface MlflowRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Such as `/api/3.0/mlflow/traces/search`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  /** A JSON text, or what becomes one; bytes are sent as they are, as Protocol Buffers. */
  readonly body?: string | object | Uint8Array;
  /** Sent with this request besides the client's own. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What is attempted, for messages: "read the trace …". */
  readonly what: string;
  /**
   * Whether a repeat changes nothing more than the first did; reading always may be repeated. When the answer to any
   * other request is lost, the error says so (`mayHaveHappened`): look before repeating.
   */
  readonly repeatable?: boolean;
}

/** What MLflow answered; what is no answer at all is thrown. */
export type MlflowReply =
  | { readonly kind: "ok"; readonly text: string }
  | {
      readonly kind: "refused";
      readonly status: number;
      /** MLflow's word for the failure; absent when the answer is none of MLflow's JSON errors. */
      readonly code: string | undefined;
      /** MLflow's own message: for decisions, never for people, since it may carry SQL or values. */
      readonly message: string;
      /** How long the server wants to be left alone, if it says. */
      readonly retryAfterMs?: number;
    };

export type Refusal = Extract<MlflowReply, { kind: "refused" }>;

/** Whether the request may be sent again without looking what the first did. */
export function isRepeatable({ method, repeatable = false }: MlflowRequest): boolean {
  return method === "GET" || repeatable;
}

/** The path with its query. */
export function targetOf({ path, query = {} }: MlflowRequest): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const values = typeof value === "object" ? value : [String(value)];
    for (const one of values) parameters.append(name, one);
  }
  const text = parameters.toString();
  return text === "" ? path : `${path}?${text}`;
}
