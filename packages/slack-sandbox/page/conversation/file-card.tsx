import type { SandboxFile } from "../../src/control/protocol.js";
import { fileUrl } from "../live/sandbox-api.js";

/** A shared file, to download; pictures are shown as well. */
export function FileCard({ file }: { readonly file: SandboxFile }) {
  const url = fileUrl(file.id);
  return (
    <div className="file">
      {file.mimetype.startsWith("image/") && <img className="image" src={url} alt={file.name} />}
      <a className="file-link" href={url} download={file.name}>
        <span className="file-kind" aria-hidden="true">
          {file.name.split(".").at(-1)?.slice(0, 4)}
        </span>
        <span>
          <strong>{file.name}</strong>
          <span className="file-size">{formatSize(file.sizeBytes)}</span>
        </span>
      </a>
    </div>
  );
}

/** `812 bytes`, `4.1 kB`, `2.0 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
