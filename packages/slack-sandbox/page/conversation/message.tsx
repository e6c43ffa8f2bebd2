import type { SandboxMessage } from "../../src/control/protocol.js";
import { BlockList } from "../blocks/block-list.js";
import { ContainerScopeContext } from "../elements/container-scope.js";
import { useWorkspace } from "../live/workspace-context.js";
import { Avatar } from "../people/avatar.js";
import { Mrkdwn } from "../text/mrkdwn-text.js";
import { formatClock, formatDay } from "../text/slack-date.js";
import { FileCard } from "./file-card.js";

interface MessageProps {
  readonly message: SandboxMessage;
  /** How many replies its thread has. */
  readonly replies: number;
  /** Opens its thread; absent where the thread is already open. */
  readonly onThread?: (ts: string) => void;
}

const NO_ERRORS = {};

/** One message with everything on it. */
export function Message({ message, replies, onThread }: MessageProps) {
  const { state, gestures } = useWorkspace();
  // Two take part in a direct message: the app, which is no member of the workspace, and the person.
  const fromApp = message.userId !== state.me.id;
  const name = fromApp ? state.app.name : state.me.realName;
  const { channel, ts, blocks, files } = message;
  const container = { kind: "message", channel, ts } as const;
  const clock = formatClock(Number(ts) * 1000, state.me.timeZone);
  return (
    <article
      className={message.ephemeral ? "message message-ephemeral" : "message"}
      aria-label={`${name}, ${clock}`}
      data-ts={ts}
    >
      {message.ephemeral && (
        <p className="ephemeral-note">
          <span aria-hidden="true">◉</span> Only visible to you
          <button type="button" className="link-button" onClick={() => void gestures.dismiss(ts)}>
            Dismiss message
          </button>
        </p>
      )}
      <Avatar id={message.userId} name={name} app={fromApp} />
      <div className="message-main">
        <p className="message-head">
          <strong>{name}</strong>
          {fromApp && <span className="app-tag">APP</span>}
          <MessageTime ts={ts} clock={clock} />
        </p>
        <ContainerScopeContext value={{ container, state: message.state, errors: NO_ERRORS }}>
          {blocks.length === 0 ? <Mrkdwn source={message.text} /> : <BlockList blocks={blocks} />}
        </ContainerScopeContext>
        {message.edited && <span className="edited">(edited)</span>}
        {files.map((file) => (
          <FileCard key={file.id} file={file} />
        ))}
        {replies > 0 && onThread !== undefined && (
          <button type="button" className="replies" onClick={() => onThread(ts)}>
            {replies === 1 ? "1 reply" : `${replies} replies`}
            <span className="replies-more" aria-hidden="true">
              View thread
            </span>
          </button>
        )}
      </div>
    </article>
  );
}

function MessageTime({ ts, clock }: { readonly ts: string; readonly clock: string }) {
  const { state } = useWorkspace();
  const atMs = Number(ts) * 1000;
  const day = formatDay(atMs, { timeZone: state.me.timeZone, nowMs: Date.now() });
  return (
    <time
      className="message-time"
      dateTime={new Date(atMs).toISOString()}
      title={`${day}, ${clock}`}
    >
      {clock}
    </time>
  );
}
