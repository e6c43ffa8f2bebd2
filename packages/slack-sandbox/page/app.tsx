import { useEffect, useMemo, useState } from "react";
import { Composer } from "./conversation/composer.js";
import { Home } from "./conversation/home.js";
import { MessageList } from "./conversation/message-list.js";
import { ThreadPanel } from "./conversation/thread-panel.js";
import { gatherThreads } from "./conversation/threads.js";
import { Modal } from "./dialogs/modal.js";
import { createGestures } from "./live/create-gestures.js";
import { InputOutbox } from "./live/input-outbox.js";
import type { SandboxApi } from "./live/sandbox-api.js";
import { usePersonState } from "./live/use-person-state.js";
import { useUnread } from "./live/use-unread.js";
import { WorkspaceContext, useWorkspace } from "./live/workspace-context.js";
import { NoticeBar } from "./notice-bar.js";
import { Rail, type Tab } from "./people/rail.js";
import { useNotice } from "./use-notice.js";
import { usePlace } from "./use-place.js";

/** The whole page. */
export function App({ api }: { readonly api: SandboxApi }) {
  const [place, go] = usePlace();
  const [failure, setFailure] = useState<string>();
  const outbox = useMemo(() => new InputOutbox(api.input, setFailure), [api]);
  const { state, online } = usePersonState(api, outbox, place.person);
  const unread = useUnread(api, state, place.tab === "messages");
  const notice = useNotice(state?.notice);
  const me = state?.me.id;
  const { show, shown, dismiss } = notice;
  useEffect(() => {
    if (failure !== undefined) show(failure);
    setFailure(undefined);
  }, [failure, show]);
  useFlushOnLeave(outbox);
  const workspace = useMemo(() => {
    if (state === undefined) return undefined;
    const gestures = createGestures(api, outbox, state.me.id, show);
    return { state, api, outbox, gestures, notice: shown, dismissNotice: dismiss };
  }, [state, api, outbox, show, shown, dismiss]);
  useEffect(() => {
    if (place.person === undefined && me !== undefined) go({ ...place, person: me }, "replace");
  });
  useEffect(() => {
    if (place.tab === "home" && me !== undefined) void openHome(api, me, show);
  }, [api, place.tab, me, show]);

  if (workspace === undefined) return <Waiting online={online} person={place.person} />;
  const choose = (person: string) => {
    void outbox.flush();
    dismiss();
    go({ ...place, person });
  };
  return (
    <WorkspaceContext value={workspace}>
      <div className="page">
        <Rail
          state={workspace.state}
          tab={place.tab}
          unread={unread}
          onPerson={choose}
          onTab={(tab) => go({ ...place, tab })}
        />
        <Main
          // Each person has a log and a composer of their own.
          key={me}
          tab={place.tab}
          onTab={(tab) => go({ ...place, tab })}
          bar={<Bars online={online} />}
        />
      </div>
      <TopView />
    </WorkspaceContext>
  );
}

async function openHome(api: SandboxApi, person: string, onError: (error: string) => void) {
  const result = await api.openHome({ person });
  if (!result.ok && result.error !== undefined) onError(result.error);
}

function useFlushOnLeave(outbox: InputOutbox): void {
  useEffect(() => {
    const flush = () => void outbox.flush();
    window.addEventListener("pagehide", flush);
    return () => window.removeEventListener("pagehide", flush);
  }, [outbox]);
}

interface MainProps {
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly bar: React.ReactNode;
}

function Main({ tab, onTab, bar }: MainProps) {
  const { state } = useWorkspace();
  const [threadTs, setThreadTs] = useState<string>();
  const threads = useMemo(() => gatherThreads(state.messages), [state.messages]);
  const thread = threads.find(({ parent }) => parent.ts === threadTs);
  useEffect(() => {
    document.title = `${state.me.realName} · ${state.app.name} · Local workspace`;
  }, [state.me.realName, state.app.name]);
  return (
    <>
      <main className="main">
        <header className="bar">
          <h2>{state.app.name}</h2>
          <div className="tabs" role="tablist" aria-label={state.app.name}>
            <HeadTab name="Messages" on={tab === "messages"} onClick={() => onTab("messages")} />
            <HeadTab name="Home" on={tab === "home"} onClick={() => onTab("home")} />
          </div>
          <span className="bar-note">as {state.me.realName}</span>
        </header>
        {tab === "home" ? <Home /> : <MessageList threads={threads} onThread={setThreadTs} />}
        <div className="foot">
          {bar}
          {tab === "messages" && <Composer />}
        </div>
      </main>
      {thread !== undefined && tab === "messages" && (
        <ThreadPanel thread={thread} onClose={() => setThreadTs(undefined)} />
      )}
    </>
  );
}

interface HeadTabProps {
  readonly name: string;
  readonly on: boolean;
  readonly onClick: () => void;
}

function HeadTab({ name, on, onClick }: HeadTabProps) {
  return (
    <button type="button" role="tab" aria-selected={on} className="tab" onClick={onClick}>
      {name}
    </button>
  );
}

function Bars({ online }: { readonly online: boolean }) {
  const { state, notice, dismissNotice } = useWorkspace();
  // While a modal is open it carries the notice: the page below cannot be used.
  const here = state.views.length === 0 ? notice : undefined;
  return (
    <>
      {!online && (
        <p className="offline" role="status">
          The sandbox does not answer. Trying again …
        </p>
      )}
      {here !== undefined && <NoticeBar text={here} onDismiss={dismissNotice} />}
    </>
  );
}

function TopView() {
  const { views } = useWorkspace().state;
  const top = views.at(-1);
  return top === undefined ? undefined : <Modal key={top.id} view={top} below={views.length - 1} />;
}

interface WaitingProps {
  readonly online: boolean;
  readonly person: string | undefined;
}

function Waiting({ online, person }: WaitingProps) {
  if (online) return <p className="waiting">Opening the workspace …</p>;
  return (
    <p className="waiting" role="alert">
      The sandbox does not answer{person === undefined ? "" : ` for ${person}`}. Check that it runs,
      and that the address names one of its people.
    </p>
  );
}
