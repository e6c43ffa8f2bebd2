import type {
  FieldValue,
  PersonState,
  SandboxMessage,
  SandboxPerson,
  SandboxView,
} from "@labeldesk/slack-sandbox";
import { shownText } from "@labeldesk/slack-sandbox";

/** A slow machine is no failure. */
const PATIENCE_MS = 60_000;

/** Waits for something in what a person sees. */
export function see<Found>(
  person: SandboxPerson,
  what: string,
  find: (state: PersonState) => Found | undefined | null | false,
): Promise<Found> {
  return person.waitFor(find, what, PATIENCE_MS);
}

/** Waits for the newest message that says `words`. */
export function message(person: SandboxPerson, words: string): Promise<SandboxMessage> {
  return see(person, `a message with “${words}”`, ({ messages }) =>
    messages.findLast((entry) => `${entry.text}\n${shownText(entry)}`.includes(words)),
  );
}

/** Waits until the modal on top says `words`. */
export function modal(person: SandboxPerson, words: string): Promise<SandboxView> {
  return see(person, `a modal with “${words}”`, ({ views }) => {
    const top = views.at(-1);
    return top !== undefined && !top.busy && `${top.title}\n${shownText(top)}`.includes(words)
      ? top
      : undefined;
  });
}

/** The reviewer's open card: the newest message that can be submitted. */
export function openCard(person: SandboxPerson, heading: string): Promise<SandboxMessage> {
  return see(person, `the card “${heading}”`, ({ messages }) =>
    messages.find((entry) => {
      const text = shownText(entry);
      return text.startsWith(heading) && text.includes("Submit");
    }),
  );
}

/** Fills in a card's or a modal's fields, by their labels. */
export async function fill(
  person: SandboxPerson,
  shown: SandboxMessage | SandboxView,
  fields: Readonly<Record<string, FieldValue>>,
): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await person.choose(shown, label, value);
}
