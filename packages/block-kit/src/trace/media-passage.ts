import type { Media } from "@labeldesk/trace-view";
import { counted } from "../text/words.js";
import type { Passage } from "./passage.js";

/**
 * Media in words, with the address where there is one: Slack would fetch the address of an image block, and refuse the whole
 * message when it cannot. Bytes in the trace and attachments in MLflow have none that a browser opens; their size is told.
 */
export function mediaPassage({ type, reference, mimeType, name }: Media): Passage {
  const kept = reference === undefined ? undefined : keptInside(reference);
  const details = [mimeType ?? kept?.mimeType, kept?.size].filter(
    (part) => part !== undefined && part !== "",
  );
  const title = name === undefined || name === "" || name === type ? type : `${type} “${name}”`;
  const text = details.length > 0 ? `${title} (${details.join(", ")})` : title;
  return kept !== undefined || reference === undefined
    ? { kind: "plain", text }
    : { kind: "media", text, address: reference };
}

interface Kept {
  readonly mimeType: string | undefined;
  readonly size: string | undefined;
}

/** What is known of media that the trace or MLflow keeps itself; `undefined` for an address elsewhere. */
function keptInside(reference: string): Kept | undefined {
  const data = /^data:([^;,]*)[^,]*?(;base64)?,/.exec(reference.slice(0, 200));
  if (data !== null) {
    const chars = reference.length - data[0].length;
    const padding = /=*$/.exec(reference.slice(-2))?.[0].length ?? 0;
    const bytes = data[2] === undefined ? chars : Math.floor((chars * 3) / 4) - padding;
    return { mimeType: data[1], size: counted(Math.max(0, bytes), "byte") };
  }
  if (!reference.startsWith("mlflow-attachment:")) return undefined;
  const known = URL.parse(reference)?.searchParams;
  const size = Number(known?.get("size") ?? Number.NaN);
  return {
    mimeType: known?.get("content_type") ?? undefined,
    size: Number.isSafeInteger(size) ? counted(size, "byte") : undefined,
  };
}
