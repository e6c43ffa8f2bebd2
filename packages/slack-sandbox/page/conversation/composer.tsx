import { useId, useState } from "react";
import { useWorkspace } from "../live/workspace-context.js";
import { readHistory, remember } from "./command-history.js";

/** The line at the bottom: slash commands, with what the app offers and what was typed before. */
export function Composer() {
  const { state, gestures } = useWorkspace();
  const [text, setText] = useState("");
  const [picked, setPicked] = useState(0);
  const [back, setBack] = useState(0);
  const listId = useId();
  const offered = text.startsWith("/")
    ? state.app.commands.filter((name) => name.startsWith(text) && name !== text)
    : [];

  const type = (line: string, age = 0) => {
    setText(line);
    setBack(age);
    setPicked(0);
  };
  const recall = (age: number) => {
    const line = readHistory().at(-age);
    if (age === 0) type("");
    else if (line !== undefined) type(line, age);
  };
  const send = async () => {
    const line = text.trim();
    if (line === "") return;
    remember(line);
    type("");
    // What was not taken comes back, to be mended.
    if (!(await gestures.command(line))) setText((now) => (now === "" ? line : now));
  };
  const complete = () => type(`${offered[picked] ?? text} `);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (offered.length > 0 && (event.key === "Tab" || event.key === "Enter")) complete();
    else if (step === undefined) return;
    else if (offered.length > 0) setPicked((picked + step + offered.length) % offered.length);
    else recall(Math.max(0, back - step));
    event.preventDefault();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {offered.length > 0 && (
        <div id={listId} role="listbox" aria-label="Commands" className="menu composer-menu">
          {offered.map((name, index) => (
            <div
              key={name}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === picked}
              data-active={index === picked || undefined}
              className="menu-item"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => type(`${name} `)}
            >
              <strong>{name}</strong>
              <span className="option-description">{state.app.name}</span>
            </div>
          ))}
        </div>
      )}
      <div className="composer-box">
        <input
          className="composer-input"
          aria-label={`Message ${state.app.name}`}
          aria-controls={offered.length > 0 ? listId : undefined}
          aria-activedescendant={offered.length > 0 ? `${listId}-${picked}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={`Type a command, such as ${state.app.commands[0] ?? "/help"}`}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className="composer-send"
          aria-label="Send"
          disabled={text.trim() === ""}
        >
          <span aria-hidden="true">➤</span>
        </button>
      </div>
    </form>
  );
}
