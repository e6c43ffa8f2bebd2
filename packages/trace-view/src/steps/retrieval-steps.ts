import { documentsName, readDocuments } from "../documents.js";
import { withoutInlineBytes } from "../inline-bytes.js";
import { primaryText } from "../plain.js";
import { isNothing, isObject } from "../shape.js";
import type { ReadSpan } from "../spans/read-span.js";
import type { RetrievedDocument, Step } from "../trace-view.js";
import type { Candidate } from "./candidate.js";

/** A retrieval that a span recorded. */
export interface RetrievalCandidate extends Candidate {
  readonly span: ReadSpan;
}

/**
 * The steps of spans that looked something up: those that say so and, by what came out of them, those that do not.
 * The same documents handed from span to span count once.
 *
 * @param sure the spans that say so
 * @param others spans whose output may hold documents
 */
export function retrievalSteps(
  sure: readonly ReadSpan[],
  others: readonly ReadSpan[],
): RetrievalCandidate[] {
  const found: RetrievalCandidate[] = [];
  const seen = new Set<string>();
  for (const span of sure) {
    const documents = readDocuments(span.outputs, true) ?? [];
    if (documents.length > 0 && allSeen(documents, seen)) continue;
    found.push(retrieval(span, span.span.name, documents));
    for (const document of documents) seen.add(keyOf(document));
  }
  for (const span of others) {
    const documents = span.outputReading ? undefined : readDocuments(span.outputs, false);
    if (documents === undefined || allSeen(documents, seen)) continue;
    found.push(retrieval(span, span.span.name, documents));
    for (const document of documents) seen.add(keyOf(document));
  }
  return found;
}

/** Whether all that a span gave back are documents, so that nothing else of it needs to be shown. */
export function isOnlyDocuments({ outputs }: ReadSpan): boolean {
  if (isNothing(outputs)) return false;
  return (
    !isObject(outputs) ||
    (Object.keys(outputs).length === 1 && documentsName(outputs) !== undefined)
  );
}

function retrieval(
  span: ReadSpan,
  name: string,
  documents: readonly RetrievedDocument[],
): RetrievalCandidate {
  const query = isNothing(span.inputs) ? undefined : primaryText(span.inputs);
  const step: Step = {
    kind: "retrieval",
    name,
    ...(query === undefined ? {} : { query: withoutInlineBytes(query) }),
    documents,
    ...(span.error === undefined ? {} : { error: span.error }),
  };
  return { at: span.index, step, span };
}

function allSeen(documents: readonly RetrievedDocument[], seen: ReadonlySet<string>): boolean {
  return documents.every((document) => seen.has(keyOf(document)));
}

function keyOf({ text, source }: RetrievedDocument): string {
  return text === "" ? `source ${source ?? ""}` : text;
}
