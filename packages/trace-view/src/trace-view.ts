/**
 * What a person needs to see of a trace, in any front end: what was asked, what was answered, and how the app got
 * there. Text is as recorded, never markup of the front end; `markdown` says that it may be read as Markdown.
 */
export interface TraceView {
  /** Earlier turns of the same conversation, oldest first; without the last user turn and the answer. */
  readonly earlier: readonly Turn[];
  /** What was asked last: the last user turn, or the root's inputs. */
  readonly request: Turn;
  readonly outcome: Outcome;
  /** Tool calls, look-ups and other named steps, in order of time. */
  readonly steps: readonly Step[];
  readonly durationMs?: number;
}

/** How it ended. */
export type Outcome =
  /** Several turns when the app gave several choices. */
  | { readonly kind: "answered"; readonly answers: readonly Turn[] }
  | { readonly kind: "failed"; readonly error: TraceError; readonly answers: readonly Turn[] }
  | { readonly kind: "inProgress" }
  | { readonly kind: "empty" };

/** An error in words: `TimeoutError` and what it said. */
export interface TraceError {
  readonly type?: string;
  readonly message: string;
  /** The error that led to this one, where the recorded stack trace names it. */
  readonly cause?: TraceError;
}

/** Who speaks. `input` and `output` are the two sides of what is not a conversation. */
export type Role = "user" | "assistant" | "system" | "tool" | "input" | "output";

/** One turn of a conversation, or one side of a plain call. */
export interface Turn {
  readonly role: Role;
  /** The speaker's name where one was recorded. */
  readonly name?: string;
  readonly parts: readonly Part[];
}

/** A piece of content. */
export type Part =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly markdown: boolean;
      /** The name it was recorded under, where it stands beside others. */
      readonly label?: string;
    }
  /** A short object: names and values that fit a line each. */
  | { readonly kind: "fields"; readonly fields: readonly Field[] }
  | { readonly kind: "code"; readonly text: string; readonly language?: string }
  /** Anything structured that is too long for fields; pretty-printed JSON. */
  | { readonly kind: "json"; readonly text: string; readonly label?: string }
  | { readonly kind: "media"; readonly media: Media }
  /** The model declined to answer. */
  | { readonly kind: "refusal"; readonly text: string }
  | { readonly kind: "toolCall"; readonly name: string; readonly argumentsText: string };

/** A name and its value, both as text. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** Something that is not text. `reference`: an address or an attachment; absent when only its bytes were inline. */
export interface Media {
  readonly type: "image" | "audio" | "video" | "file";
  readonly reference?: string;
  readonly mimeType?: string;
  readonly name?: string;
}

/** A step on the way. */
export type Step =
  | {
      readonly kind: "tool";
      readonly name: string;
      readonly argumentsText?: string;
      readonly resultText?: string;
      readonly error?: TraceError;
    }
  | {
      readonly kind: "retrieval";
      readonly name: string;
      readonly query?: string;
      readonly documents: readonly RetrievedDocument[];
      readonly error?: TraceError;
    }
  /** Any other step worth naming: a model call, an agent, a function. */
  | {
      readonly kind: "other";
      readonly name: string;
      readonly input: readonly Part[];
      readonly output: readonly Part[];
      /** The length of an input that is a long dump of the app's own state and is not shown here. */
      readonly inputOmittedChars?: number;
      readonly error?: TraceError;
    };

/** A document that a retriever found; `score` on the retriever's own scale. */
export interface RetrievedDocument {
  readonly text: string;
  readonly source?: string;
  readonly score?: number;
}
