import type {
  ElementValue,
  InputGesture,
  PersonState,
  SandboxMember,
  SandboxMessage,
  SandboxView,
  StateValues,
  WireBlock,
} from "../../src/control/protocol.ts";
import { CARD, GALLERY, HOME, INVITATION, NEW_SESSION } from "./fixture-blocks.ts";

const CHANNEL = "D0FIXTURE";
const APP = "ULABELDESK";

const member = (id: string, realName: string, isAdmin = false, isBot = false): SandboxMember => ({
  id,
  name: realName.toLowerCase(),
  realName,
  email: `${realName.toLowerCase()}@example.com`,
  timeZone: "Europe/Berlin",
  isAdmin,
  isBot,
});

const PEOPLE = [
  member("UDANA", "Dana", true),
  member("UANA", "Ana"),
  member("UBEN", "Ben"),
  member("UCLEO", "Cleo"),
  member(APP, "Labeldesk", false, true),
];

interface Desk {
  readonly messages: SandboxMessage[];
  views: SandboxView[];
  home?: SandboxView;
  notice?: string;
}

/** A workspace without an app behind it: enough to look at the page and to try its inputs. */
export function createFixture() {
  const startSeconds = Math.floor(Date.now() / 1000) - 600;
  let count = 0;
  const message = (
    blocks: readonly WireBlock[],
    more: Partial<SandboxMessage> = {},
  ): SandboxMessage => {
    count += 1;
    return {
      channel: CHANNEL,
      ts: `${startSeconds + count * 30}.${String(count).padStart(6, "0")}`,
      userId: APP,
      text: "",
      blocks,
      files: [],
      ephemeral: false,
      edited: false,
      state: {},
      ...more,
    };
  };
  const view = (id: string, title: string, blocks: readonly WireBlock[]): SandboxView => ({
    id,
    type: "modal",
    title,
    submit: "Create",
    close: "Cancel",
    blocks,
    state: {},
    errors: {},
    busy: false,
  });
  const invitation = message(INVITATION);
  const done = message([], {
    text: '*6 of 25* · Correct · "ETA missing, otherwise fine" · 2 facts',
    edited: true,
  });
  const card = message(CARD);
  const reviewer = [
    invitation,
    done,
    card,
    message([], { text: "Step 1: `orders.find`", threadTs: card.ts }),
    message([], {
      text: "The whole trace",
      threadTs: card.ts,
      files: [
        { id: "F1", name: "trace-4711.json", mimetype: "application/json", sizeBytes: 48_210 },
      ],
    }),
    message([], {
      text: 'Not saved yet: "Score" must be a number from 1 to 5 (you wrote "six").',
      ephemeral: true,
    }),
  ];
  const desks = new Map<string, Desk>([
    ["UDANA", { messages: [message(GALLERY)], views: [] }],
    ["UANA", { messages: reviewer, views: [] }],
    ["UBEN", { messages: [invitation], views: [] }],
    ["UCLEO", { messages: [], views: [] }],
  ]);
  const deskOf = (person: string): Desk => desks.get(person) ?? { messages: [], views: [] };

  return {
    state(person: string): PersonState | undefined {
      const me = PEOPLE.find(({ id }) => id === person);
      if (me === undefined) return undefined;
      const desk = deskOf(person);
      const { messages, views, home, notice } = desk;
      return {
        me,
        people: PEOPLE,
        app: { name: "Labeldesk", connected: true, commands: ["/label", "/label-help"] },
        messages,
        views,
        ...(home === undefined ? {} : { home }),
        ...(notice === undefined ? {} : { notice }),
      };
    },
    openModal: (person: string) => {
      const { views } = deskOf(person);
      deskOf(person).views = [
        ...views,
        view(`V${views.length}`, "New labeling session", NEW_SESSION),
      ];
    },
    closeModal: (person: string) => {
      deskOf(person).views = deskOf(person).views.slice(0, -1);
    },
    refuse: (person: string) => {
      deskOf(person).views = deskOf(person).views.map((one) => ({
        ...one,
        errors: { experiment: "Choose an experiment.", reviewers: "Choose at least one person." },
      }));
    },
    openHome: (person: string) => {
      deskOf(person).home = { ...view("VHOME", "", HOME), type: "home" };
    },
    dismiss: (person: string, ts: string) => {
      const { messages } = deskOf(person);
      messages.splice(
        messages.findIndex((one) => one.ts === ts),
        1,
      );
    },
    input: ({ person, container, blockId, actionId, value }: InputGesture) => {
      const desk = deskOf(person);
      const put = <T extends { readonly state: StateValues }>(held: T): T => ({
        ...held,
        state: withValue(held.state, blockId, actionId, value),
      });
      if (container.kind === "view") {
        desk.views = desk.views.map((one) => (one.id === container.viewId ? put(one) : one));
        return;
      }
      const at = desk.messages.findIndex(({ ts }) => ts === container.ts);
      const held = desk.messages[at];
      if (held !== undefined) desk.messages[at] = put(held);
    },
  };
}

function withValue(
  state: StateValues,
  blockId: string,
  actionId: string,
  value: ElementValue | null,
): StateValues {
  if (value === null) return state;
  return { ...state, [blockId]: { ...state[blockId], [actionId]: value } };
}
