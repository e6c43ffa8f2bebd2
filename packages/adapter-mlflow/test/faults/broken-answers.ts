import type { FaultEffect } from "@labeldesk/fault-proxy";

/** What must never be seen in an error: it stands in the pages and texts that come instead of an answer. */
export const PLANTED_IN_ANSWERS = ["planted-sql", "planted-trace", "nginx/9.9"] as const;

const PAGE = `<!doctype html><title>500 Internal Server Error</title><h1>nginx/9.9</h1>
<pre>Traceback (most recent call last):\n  File "/srv/planted-trace.py", line 1, in handler
sqlalchemy.exc.OperationalError: [SQL: INSERT INTO t VALUES ('planted-sql')]</pre>`;
const html = { "content-type": "text/html" };

/** What happens to one request of a write. */
export const BROKEN_ANSWERS: readonly (readonly [what: string, effect: FaultEffect])[] = [
  ["reset before it arrives", { kind: "disconnect", when: "before", how: "reset" }],
  ["reply lost after it is done", { kind: "disconnect", when: "after", how: "reset" }],
  ["closed after it is done", { kind: "disconnect", when: "after", how: "close" }],
  ["500 before", { kind: "answer", when: "before", status: 500, headers: html, body: PAGE }],
  ["500 after", { kind: "answer", when: "after", status: 500, headers: html, body: PAGE }],
  ["502 after", { kind: "answer", when: "after", status: 502, headers: html, body: PAGE }],
  [
    "503 before, to be asked again in a second",
    {
      kind: "answer",
      when: "before",
      status: 503,
      headers: { ...html, "retry-after": "1" },
      body: PAGE,
    },
  ],
  [
    "a page as success, after",
    { kind: "answer", when: "after", status: 200, headers: html, body: PAGE },
  ],
  ["slow", { kind: "delay", delayMs: 400 }],
  ["half of the JSON", { kind: "truncate", length: "ofThePart" }],
  ["half of the answer", { kind: "truncate", length: "ofTheWhole" }],
  ["no answer ever, before", { kind: "silence", when: "before" }],
  ["no answer ever, after", { kind: "silence", when: "after" }],
];
