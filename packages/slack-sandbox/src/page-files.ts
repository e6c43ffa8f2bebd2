import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { fieldOf, textIn } from "./loose.js";
import { sendText } from "./server/answer.js";

/** Where the built page lies: the same place seen from the sources and from the built package. */
const PAGE_FOLDER = fileURLToPath(new URL("../dist/page/", import.meta.url));

/** How the file system says that there is no such file. */
const ABSENT = new Set(["ENOENT", "EISDIR", "ENOTDIR"]);

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Sends a file of the page; any address without a file ending is the page itself. */
export async function sendPage(path: string, response: ServerResponse): Promise<void> {
  const wanted = extname(path) === "" ? "/index.html" : path;
  const file = normalize(join(PAGE_FOLDER, wanted));
  const content = file.startsWith(PAGE_FOLDER.endsWith(sep) ? PAGE_FOLDER : PAGE_FOLDER + sep)
    ? await findFile(file)
    : undefined;
  if (content !== undefined) {
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    response.end(content);
    return;
  }
  if (wanted !== "/index.html") return sendText(response, 404, "There is no such file.");
  sendText(
    response,
    200,
    "The sandbox runs. Its page is not built: run the build of this package to play it here.",
  );
}

async function findFile(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (ABSENT.has(textIn(fieldOf(error, "code")) ?? "")) return undefined;
    throw error;
  }
}
