import type { NewMember } from "./members.js";

/** Where the time comes from. Milliseconds since the Unix epoch. */
export interface SandboxClock {
  /** Now, in milliseconds since the Unix epoch. */
  nowMs(): number;
}

/** The app that is installed in the sandbox's workspace. */
export interface SandboxAppOptions {
  readonly name: string;
  /** With their slash, such as `/label`. */
  readonly commands: readonly string[];
  /**
   * Whether commands arrive as an app with `should_escape` gets them: `@name` as `<@U…|name>`, addresses in angle
   * brackets and `&`, `<`, `>` as entities. Default true.
   */
  readonly shouldEscape?: boolean;
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** Deliver to this address by signed HTTP requests instead of Socket Mode. */
  readonly requestUrl?: string;
}

/** A user group that the app may read. */
export interface SandboxUserGroup {
  readonly id: string;
  /** E-mail addresses of people of the workspace. */
  readonly members: readonly string[];
}

/** How a sandbox starts; everything has a default. */
export interface SandboxOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default: a lead, two reviewers, a guest and another bot. */
  readonly people?: readonly NewMember[];
  readonly userGroups?: readonly SandboxUserGroup[];
  readonly app?: SandboxAppOptions;
  readonly clock?: SandboxClock;
  /** How long the client waits for the app to acknowledge. Default 3,000, as Slack does. */
  readonly ackTimeoutMs?: number;
}
