import { useEffect, useRef, useState } from "react";
import type { SandboxView } from "../../src/control/protocol.js";
import { BlockList } from "../blocks/block-list.js";
import { ContainerScopeContext } from "../elements/container-scope.js";
import { useWorkspace } from "../live/workspace-context.js";
import { NoticeBar } from "../notice-bar.js";
import { Dialog } from "./dialog.js";

interface ModalProps {
  readonly view: SandboxView;
  /** How many views lie below it. */
  readonly below: number;
}

/** The top view of the stack. */
export function Modal({ view, below }: ModalProps) {
  const { gestures, notice, dismissNotice } = useWorkspace();
  const [sending, setSending] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const wrongBlocks = Object.keys(view.errors).join(" ");
  useEffect(() => {
    if (wrongBlocks === "") return;
    body.current?.querySelector(".input-block-wrong")?.scrollIntoView({ block: "nearest" });
  }, [wrongBlocks]);
  const busy = sending || view.busy;
  const close = () => void gestures.close(view.id);
  const submit = async () => {
    if (busy || view.submit === undefined) return;
    setSending(true);
    const taken = await gestures.submit(view.id);
    setSending(false);
    // The app may have put the next thing in its place; that is read from the top.
    if (taken) body.current?.scrollTo({ top: 0 });
  };
  const container = { kind: "view", viewId: view.id } as const;
  return (
    <Dialog
      title={view.title ?? ""}
      className="modal"
      onEscape={close}
      busy={busy}
      corner={<Corner below={below} onClick={close} />}
    >
      <form
        className="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div ref={body} className="dialog-body">
          <ContainerScopeContext value={{ container, state: view.state, errors: view.errors }}>
            <BlockList blocks={view.blocks} />
          </ContainerScopeContext>
        </div>
        {notice !== undefined && wrongBlocks === "" && (
          <div className="dialog-notice">
            <NoticeBar text={notice} onDismiss={dismissNotice} />
          </div>
        )}
        <footer className="dialog-foot">
          <button type="button" className="button button-default" onClick={close}>
            {view.close ?? "Close"}
          </button>
          {view.submit !== undefined && (
            <button
              type="submit"
              className="button button-primary"
              aria-disabled={busy || undefined}
            >
              {busy && <span className="spinner" aria-hidden="true" />}
              {view.submit}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

function Corner({ below, onClick }: { readonly below: number; readonly onClick: () => void }) {
  const [name, sign] = below > 0 ? ["Back", "‹"] : ["Dismiss dialog", "×"];
  return (
    <button type="button" className="dialog-close" aria-label={name} onClick={onClick}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
