/** A trace without spans, as far as it is read. */
export interface WireInfo {
  readonly trace_id: string;
  readonly assessments?: readonly {
    readonly assessment_name: string;
    readonly source: { readonly source_id: string };
    readonly expectation?: { readonly value: unknown };
    readonly valid?: boolean;
  }[];
}

/** A value as OpenTelemetry writes it; the bench's inputs have texts and whole numbers only. */
export interface WireValue {
  readonly string_value?: string;
  readonly int_value?: number | string;
  readonly kvlist_value?: {
    readonly values?: readonly { readonly key: string; readonly value: WireValue }[];
  };
}

/** The value as JSON has it. */
export function plainValue({ string_value, int_value, kvlist_value }: WireValue): unknown {
  if (kvlist_value !== undefined) {
    const { values = [] } = kvlist_value;
    return Object.fromEntries(values.map(({ key, value }) => [key, plainValue(value)]));
  }
  return string_value ?? Number(int_value);
}

/** The answers that the floor reads, by what they are of. MLflow leaves out what is empty. */
export interface FloorAnswers {
  readonly experiment: { readonly experiment: { readonly name: string } };
  readonly queue: { readonly review_queue: { readonly queue_id: string } };
  readonly run: { readonly run: { readonly info: { readonly run_id: string } } };
  readonly items: { readonly items?: readonly { readonly item_id: string }[] };
  readonly search: { readonly traces?: readonly WireInfo[]; readonly next_page_token?: string };
  readonly traces: {
    readonly traces?: readonly {
      readonly trace_info: WireInfo;
      readonly spans?: readonly {
        readonly parent_span_id?: string;
        readonly attributes?: readonly {
          readonly key: string;
          readonly value: WireValue;
        }[];
      }[];
    }[];
  };
}
