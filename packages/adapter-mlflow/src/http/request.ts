/** One request to MLflow. */
export interface MlflowRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Such as `/api/3.0/mlflow/traces/search`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  /** A JSON text, or what becomes one. */
  readonly body?: string | object;
  /** What is attempted, for messages: "read the trace …". */
  readonly what: string;
  /** Whether a repeat changes nothing more than the first did; reading always may be repeated. */
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
    };

export type Refusal = Extract<MlflowReply, { kind: "refused" }>;

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
