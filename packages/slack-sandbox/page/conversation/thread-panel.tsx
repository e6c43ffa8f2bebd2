import { useWorkspace } from "../live/workspace-context.js";
import { Message } from "./message.js";
import type { Thread } from "./threads.js";

/** A thread at the side of the conversation. */
export function ThreadPanel({
  thread,
  onClose,
}: {
  readonly thread: Thread;
  readonly onClose: () => void;
}) {
  const { state } = useWorkspace();
  const { parent, replies } = thread;
  return (
    <aside className="thread" aria-label="Thread">
      <header className="bar">
        <h2>Thread</h2>
        <span className="bar-note">{state.app.name}</span>
        <button type="button" className="dialog-close" aria-label="Close thread" onClick={onClose}>
          <span aria-hidden="true">×</span>
        </button>
      </header>
      <div className="log" role="log" aria-label="Messages in the thread">
        <Message message={parent} replies={0} />
        <p className="day">{replies.length === 1 ? "1 reply" : `${replies.length} replies`}</p>
        {replies.map((reply) => (
          <Message key={reply.ts} message={reply} replies={0} />
        ))}
      </div>
    </aside>
  );
}
