import type { SandboxFile } from "./control/protocol.js";
import type { IdMaker } from "./ids.js";

/** A file on its way into a conversation, or there. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title?: string;
  readonly mimetype: string;
  readonly bytes?: Buffer;
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv",
  html: "text/html",
  json: "application/json",
  md: "text/markdown",
  png: "image/png",
  txt: "text/plain",
};

/** Uploaded files. */
export class Files {
  readonly #ids: IdMaker;
  readonly #byId = new Map<string, StoredFile>();

  constructor(ids: IdMaker) {
    this.#ids = ids;
  }

  announce(name: string): StoredFile {
    const extension = name.split(".").at(-1)?.toLowerCase() ?? "";
    const mimetype = MIME_TYPES[extension] ?? "application/octet-stream";
    const file: StoredFile = { id: this.#ids.next("F"), name, mimetype };
    this.#byId.set(file.id, file);
    return file;
  }

  find(id: string): StoredFile | undefined {
    return this.#byId.get(id);
  }

  put(file: StoredFile): StoredFile {
    this.#byId.set(file.id, file);
    return file;
  }

  /** What the page sees of the files of a message. */
  describe(ids: readonly string[]): readonly SandboxFile[] {
    return ids.flatMap((id) => {
      const file = this.find(id);
      if (file === undefined) return [];
      const { name, mimetype } = file;
      return [{ id, name, mimetype, sizeBytes: file.bytes?.length ?? 0 }];
    });
  }
}
