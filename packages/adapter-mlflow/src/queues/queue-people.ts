import type { CallOptions, LabelingSession, QueueMirror, ReviewerEmail } from "@labeldesk/core";
import type { AdapterParts } from "../adapter-parts.js";

/** MLflow's limit of review queues (3.14 to 3.17). */
const MAX_USERS = 10;

/** A reviewer, and the account that stands for them on the server. */
interface Person {
  readonly user: ReviewerEmail;
  readonly account: string;
}

/** Whom a queue holds: this client's own account, where it needs a place, and the people that there is room for. */
interface QueuePlaces {
  readonly own: string | undefined;
  readonly inside: readonly Person[];
  readonly leftOut: readonly ReviewerEmail[];
}

/** The accounts of the queue's people. */
export async function queueUsers(
  parts: AdapterParts,
  session: Pick<LabelingSession, "assignedUsers">,
  options?: CallOptions,
): Promise<readonly string[]> {
  const { own, inside } = await sharePlaces(parts, session, options);
  const accounts = inside.map(({ account }) => account);
  return own === undefined
    ? accounts
    : [own, ...accounts.filter((account) => !isSame(account, own))];
}

/** Which of the session's people see it in MLflow's Review tab. */
export async function queueMirror(
  parts: AdapterParts,
  session: Pick<LabelingSession, "assignedUsers">,
  options?: CallOptions,
): Promise<QueueMirror> {
  const { inside, leftOut } = await sharePlaces(parts, session, options);
  return { kind: "queue", users: inside.map(({ user }) => user), leftOut };
}

/**
 * The places go to the first by e-mail, as many as MLflow takes. On a server with a login, an account that is no
 * administrator may set states only in queues that it is in: it takes one place.
 */
async function sharePlaces(
  { account, logins }: AdapterParts,
  { assignedUsers }: Pick<LabelingSession, "assignedUsers">,
  options?: CallOptions,
): Promise<QueuePlaces> {
  const login = await account.read(options);
  const own = login === undefined || login.isAdmin ? undefined : login.username;
  const people = assignedUsers
    .toSorted()
    .map((user) => ({ user, account: logins.toAccount(user) }));
  const isOwn = (person: Person) => own !== undefined && isSame(person.account, own);
  const others = people.filter((person) => !isOwn(person));
  const room = own === undefined ? MAX_USERS : MAX_USERS - 1;
  const left = new Set(others.slice(room));
  return {
    own,
    inside: people.filter((person) => !left.has(person)),
    leftOut: [...left].map(({ user }) => user),
  };
}

/** As MLflow tells accounts apart. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
