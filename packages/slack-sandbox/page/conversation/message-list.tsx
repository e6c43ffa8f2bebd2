import { Fragment, useRef } from "react";
import { useWorkspace } from "../live/workspace-context.js";
import { formatDay } from "../text/slack-date.js";
import { Message } from "./message.js";
import type { Thread } from "./threads.js";
import { useStickyScroll } from "./use-sticky-scroll.js";

interface MessageListProps {
  readonly threads: readonly Thread[];
  readonly onThread: (ts: string) => void;
}

/** The direct message with the app, oldest first. */
export function MessageList({ threads, onThread }: MessageListProps) {
  const { state } = useWorkspace();
  const log = useRef<HTMLDivElement>(null);
  const days = threads.map(({ parent }) =>
    formatDay(Number(parent.ts) * 1000, { timeZone: state.me.timeZone, nowMs: Date.now() }),
  );
  useStickyScroll(log, threads.length);
  return (
    <div ref={log} className="log" role="log" aria-label={`Messages with ${state.app.name}`}>
      <div className="column">
        <p className="log-start">
          This is the beginning of your direct messages with <strong>{state.app.name}</strong>.
        </p>
        {threads.map(({ parent, replies }, index) => (
          <Fragment key={parent.ts}>
            {days[index] !== days[index - 1] && <p className="day">{days[index]}</p>}
            <Message message={parent} replies={replies.length} onThread={onThread} />
          </Fragment>
        ))}
      </div>
    </div>
  );
}
