import type { PersonState } from "../../src/control/protocol.js";
import { Avatar } from "./avatar.js";

/** What the main area shows. */
export type Tab = "messages" | "home";

interface RailProps {
  readonly state: PersonState;
  readonly tab: Tab;
  readonly unread: ReadonlySet<string>;
  readonly onPerson: (person: string) => void;
  readonly onTab: (tab: Tab) => void;
}

/** The left rail: who one is, and where to look. */
export function Rail({ state, tab, unread, onPerson, onTab }: RailProps) {
  const { me, app, people } = state;
  return (
    <aside className="rail" aria-label="Workspace">
      <h1 className="workspace-name">Local workspace</h1>
      <nav aria-label="People">
        <h2>You are</h2>
        {people
          .filter((person) => !person.isBot)
          .map((person) => (
            <button
              key={person.id}
              type="button"
              className="rail-item person"
              aria-current={person.id === me.id ? "true" : undefined}
              title={person.email}
              onClick={() => onPerson(person.id)}
            >
              <Avatar id={person.id} name={person.realName} />
              <span className="rail-name">{person.realName}</span>
              {person.isAdmin && <span className="rail-tag">admin</span>}
              {person.id !== me.id && unread.has(person.id) && <UnreadDot />}
            </button>
          ))}
      </nav>
      <nav aria-label={app.name}>
        <h2>{app.name}</h2>
        <TabButton
          name="Direct message"
          sign="◇"
          on={tab === "messages"}
          onClick={() => onTab("messages")}
        >
          {unread.has(me.id) && <UnreadDot />}
        </TabButton>
        <TabButton name="Home" sign="⌂" on={tab === "home"} onClick={() => onTab("home")} />
      </nav>
      <p className="connection" role="status">
        <span className={app.connected ? "lamp lamp-on" : "lamp"} aria-hidden="true" />
        {app.connected ? `${app.name} is connected` : `${app.name} is not connected`}
      </p>
    </aside>
  );
}

interface TabButtonProps {
  readonly name: string;
  readonly sign: string;
  readonly on: boolean;
  readonly onClick: () => void;
  readonly children?: React.ReactNode;
}

function TabButton({ name, sign, on, onClick, children }: TabButtonProps) {
  return (
    <button
      type="button"
      className="rail-item"
      aria-current={on ? "page" : undefined}
      onClick={onClick}
    >
      <span className="rail-sign" aria-hidden="true">
        {sign}
      </span>
      <span className="rail-name">{name}</span>
      {children}
    </button>
  );
}

function UnreadDot() {
  return (
    <span className="unread">
      <span className="visually-hidden">, unread</span>
    </span>
  );
}
