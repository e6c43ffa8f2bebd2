import { Channels } from "./channels.js";
import type { Delivery } from "./delivery.js";
import { Drafts } from "./drafts.js";
import { Files } from "./files.js";
import { IdMaker } from "./ids.js";
import { createMember, DEFAULT_PEOPLE, type Member } from "./members.js";
import { Messages } from "./messages.js";
import type { SandboxClock, SandboxOptions, SandboxUserGroup } from "./options.js";
import type { SlackRefusal } from "./refusal.js";
import { ResponseUrls } from "./response-urls.js";
import { Triggers } from "./triggers.js";
import { Views } from "./views.js";

/** The app and its bot, as the workspace knows them. */
export interface InstalledApp {
  readonly id: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly name: string;
  readonly commands: readonly string[];
  readonly shouldEscape: boolean;
}

/** Everything that the sandbox knows. Lives in memory and ends with the process. */
export class Workspace {
  readonly ids = new IdMaker();
  readonly clock: SandboxClock;
  readonly ackTimeoutMs: number;
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly app: InstalledApp;
  readonly members: Map<string, Member>;
  readonly userGroups: readonly SandboxUserGroup[];
  readonly channels: Channels;
  readonly messages: Messages;
  readonly views: Views;
  readonly files: Files;
  readonly drafts = new Drafts();
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  /** Reactions of the app, by message and name. */
  readonly reactions = new Set<string>();
  /** What Slack's client would tell a person went wrong last. */
  readonly notices = new Map<string, string>();
  /** Options that the app served for an element, by person and element, so that one of them can be chosen. */
  readonly servedOptions = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  /** The sandbox's own address, without a slash at the end; known once it listens. */
  url = "";
  readonly #listeners = new Set<(personId: string) => void>();
  #delivery: Delivery | undefined;

  constructor(options: SandboxOptions) {
    this.clock = options.clock ?? { nowMs: () => Date.now() };
    this.ackTimeoutMs = options.ackTimeoutMs ?? 3_000;
    this.team = { id: this.ids.next("T"), name: "Sandbox", domain: "sandbox" };
    const app = options.app ?? { name: "App", commands: [] };
    this.app = {
      id: this.ids.next("A"),
      botId: this.ids.next("B"),
      botUserId: this.ids.next("U"),
      name: app.name,
      commands: app.commands,
      shouldEscape: app.shouldEscape ?? true,
    };
    const people = (options.people ?? DEFAULT_PEOPLE).map((one) =>
      createMember(this.ids.next("U"), one),
    );
    this.members = new Map(people.map((member) => [member.id, member]));
    this.userGroups = options.userGroups ?? [];
    this.channels = new Channels(this.ids);
    for (const member of people) if (!member.isBot) this.channels.open([member.id]);
    this.messages = new Messages(this.clock);
    this.views = new Views(this.ids, this.clock);
    this.files = new Files(this.ids);
    this.triggers = new Triggers(this.clock);
    this.responseUrls = new ResponseUrls(this.clock);
  }

  /** The way to the app. */
  get delivery(): Delivery {
    if (this.#delivery === undefined) throw new Error("the sandbox has not started");
    return this.#delivery;
  }

  connect(delivery: Delivery): void {
    this.#delivery = delivery;
  }

  /** Set by whoever keeps the log: notes that Slack refused something that came in an acknowledgement. */
  noteRefusal: (what: string, refusal: SlackRefusal) => void = () => {};

  /** Calls back whenever what a person sees has changed; returns how to stop that. */
  onChange(listener: (personId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells that what these people see has changed. */
  changed(personIds: Iterable<string>): void {
    for (const personId of personIds) {
      for (const listener of this.#listeners) listener(personId);
    }
  }

  /** Tells that everybody in a conversation sees something new. */
  changedIn(channelId: string): void {
    this.changed(this.channels.find(channelId)?.people ?? []);
  }
}
