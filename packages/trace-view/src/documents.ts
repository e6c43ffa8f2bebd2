import type { Json, JsonObject } from "@labeldesk/core";
import { withoutInlineBytes } from "./inline-bytes.js";
import { scalarText } from "./json-text.js";
import { decoded, firstText, firstValue, isList, isObject, listOf, objectOf } from "./shape.js";
import type { RetrievedDocument } from "./trace-view.js";

const textNames = [
  "page_content",
  "pageContent",
  "text",
  "content",
  "document",
  "chunk",
  "snippet",
  "passage",
  "body",
] as const;
const sourceNames = [
  "doc_uri",
  "source",
  "url",
  "uri",
  "file_name",
  "filename",
  "file_path",
  "path",
  "title",
  "document_id",
  "doc_id",
  "name",
] as const;
const scoreNames = [
  "score",
  "relevance_score",
  "similarity",
  "similarity_score",
  "_score",
  "distance",
] as const;
const listNames = [
  "documents",
  "source_nodes",
  "source_documents",
  "retrieved_documents",
  "results",
  "matches",
  "nodes",
  "hits",
  "docs",
  "context",
  "chunks",
  "retrievalResults",
  "sources",
  "data",
  "passages",
] as const;

/**
 * Reads retrieved documents: a list of `{page_content, metadata}`, `{text | content, score, …}`, LlamaIndex's
 * `{node, score}`, or such a list under a name such as `documents`.
 *
 * @param sure the step says that it retrieves: then plain texts are documents too
 */
export function readDocuments(
  value: Json | undefined,
  sure: boolean,
): RetrievedDocument[] | undefined {
  if (value === undefined || value === null) return undefined;
  const given = decoded(value);
  if (isList(given)) return readList(given, sure);
  if (!isObject(given)) return undefined;
  const table = readTable(given);
  if (table) return table;
  for (const name of listNames) {
    const list = given[name];
    if (!isList(list)) continue;
    const documents = readList(list, sure);
    if (documents && documents.length > 0) return documents;
  }
  return undefined;
}

/** The name in an object under which it carries documents beside something else. */
export function documentsName(value: JsonObject): string | undefined {
  return listNames.find((name) => {
    const list = value[name];
    return isList(list) && list.length > 0 && readList(list, false) !== undefined;
  });
}

function readList(list: readonly Json[], sure: boolean): RetrievedDocument[] | undefined {
  const documents: RetrievedDocument[] = [];
  for (const item of list) {
    const document =
      typeof item === "string" && sure
        ? { text: withoutInlineBytes(item) }
        : readDocument(item, sure);
    if (document === undefined) return undefined;
    documents.push(document);
  }
  return documents.length > 0 || sure ? documents : undefined;
}

function readDocument(item: Json, sure: boolean): RetrievedDocument | undefined {
  if (!isObject(item) || item["role"] !== undefined) return undefined;
  const wrapped = firstValue(item, "node", "document", "doc");
  const holder = isObject(wrapped) ? wrapped : item;
  const metadata = {
    ...objectOf(decoded(item["metadata"] ?? null)),
    ...objectOf(decoded(holder["metadata"] ?? null)),
  };
  const text = textOf(holder) ?? textOf(metadata);
  if (text === undefined || !(sure || looksRetrieved(item, holder))) return undefined;
  const source = sourceOf(metadata) ?? sourceOf(holder) ?? sourceOf(item) ?? locationOf(item);
  const score = numberOf(item) ?? numberOf(holder) ?? numberOf(metadata);
  return {
    text: withoutInlineBytes(text),
    ...(source === undefined ? {} : { source }),
    ...(score === undefined ? {} : { score }),
  };
}

/** A text alone is no document: one that was retrieved says where it is from or how well it fits. */
function looksRetrieved(item: JsonObject, holder: JsonObject): boolean {
  const names = [
    "metadata",
    "score",
    "page_content",
    "pageContent",
    "relevance_score",
    "similarity",
    "doc_uri",
  ];
  return holder !== item || names.some((name) => item[name] !== undefined && item[name] !== null);
}

function textOf(holder: JsonObject): string | undefined {
  const text = firstText(holder, ...textNames);
  if (text !== undefined) return text;
  const content = holder["content"];
  return isObject(content) ? firstText(content, "text") : undefined;
}

function sourceOf(holder: JsonObject): string | undefined {
  const source = firstText(holder, ...sourceNames);
  if (!source) return undefined;
  const page = firstValue(holder, "page_label", "page", "page_number");
  return typeof page === "string" || typeof page === "number" ? `${source} p.${page}` : source;
}

/** Where a knowledge base of Bedrock found it. */
function locationOf(item: JsonObject): string | undefined {
  const location = objectOf(item["location"]);
  for (const inner of Object.values(location)) {
    const address = isObject(inner) ? firstText(inner, "uri", "url") : undefined;
    if (address) return address;
  }
  return undefined;
}

function numberOf(holder: JsonObject): number | undefined {
  for (const name of scoreNames) {
    const score = holder[name];
    if (typeof score === "number" && Number.isFinite(score)) return score;
  }
  return undefined;
}

/** Chroma's columns: `{documents: [[…]], metadatas: [[…]], distances: [[…]]}`. */
function readTable(value: JsonObject): RetrievedDocument[] | undefined {
  const rows = listOf(listOf(value["documents"])[0]);
  if (rows.length === 0 || !rows.every((row) => typeof row === "string")) return undefined;
  const metadatas = listOf(listOf(value["metadatas"])[0]);
  return rows.map((row, index) => {
    const source = sourceOf(objectOf(metadatas[index]));
    return {
      text: withoutInlineBytes(scalarText(row)),
      ...(source === undefined ? {} : { source }),
    };
  });
}
