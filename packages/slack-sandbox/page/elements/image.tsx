import { fileUrl } from "../live/sandbox-api.js";
import { findSafeUrl } from "../text/safe-url.js";
import { readString, readWire, type Wire } from "../wire.js";

/** A picture that the app named, by address or as an uploaded file. */
export function Image({ wire }: { readonly wire: Wire }) {
  const alt = readString(wire, "alt_text") ?? "";
  const source = findSource(wire);
  if (source === undefined) return <span className="image-missing">Image: {alt}</span>;
  return (
    <img className="image" src={source} alt={alt} loading="lazy" referrerPolicy="no-referrer" />
  );
}

function findSource(wire: Wire): string | undefined {
  const file = readWire(wire, "slack_file");
  const fileId = file === undefined ? undefined : readString(file, "id");
  if (fileId !== undefined) return fileUrl(fileId);
  return findSafeUrl(readString(wire, "image_url"));
}
