import type { Part } from "./trace-view.js";

/** All that parts say, as one text to compare by; never to show. */
export function partsText(parts: readonly Part[]): string {
  return parts.map(partText).join("\n");
}

function partText(part: Part): string {
  switch (part.kind) {
    case "text":
    case "code":
    case "json":
    case "refusal":
      return part.text;
    case "fields":
      return part.fields.map(({ name, value }) => `${name}: ${value}`).join("\n");
    case "media":
      return part.media.reference ?? part.media.name ?? part.media.type;
    case "toolCall":
      return `${part.name} ${part.argumentsText}`;
  }
}
