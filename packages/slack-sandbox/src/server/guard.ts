import type { IncomingMessage } from "node:http";
import { contentType } from "./body.js";

/** Names under which this machine reaches itself. */
const LOCAL_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a request may act on the sandbox: it names this machine as its host, so that no other site's name leads here,
 * and a browser sent it from the sandbox's own page, if a browser sent it. Returns what is wrong, if anything.
 */
export function refuseForeign(request: IncomingMessage, ownHost: string): string | undefined {
  if (!isOwn(request.headers.host, ownHost)) return "This address is not the sandbox's own.";
  const { origin } = request.headers;
  if (origin !== undefined && !(URL.canParse(origin) && isOwn(new URL(origin).host, ownHost))) {
    return "Only the sandbox's own page may do this.";
  }
  // Forms of other sites cannot send JSON without being asked first.
  if (request.method === "POST" && contentType(request) !== "application/json") {
    return "Send JSON with the content type application/json.";
  }
  return undefined;
}

function isOwn(host: string | undefined, ownHost: string): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return LOCAL_NAMES.has(name) || name === ownHost.toLowerCase();
}
