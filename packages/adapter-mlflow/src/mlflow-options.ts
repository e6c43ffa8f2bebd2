import { LabelingError, ReviewerEmail } from "@labeldesk/core";
import { z } from "zod";

/** HTTP headers by name. */
export type MlflowHeaders = Readonly<Record<string, string>>;

/** How to reach an MLflow server. Nothing is read from the environment. */
export interface MlflowOptions {
  /**
   * The server's address, such as `http://127.0.0.1:5000`; a path before MLflow's own is kept. A login in it
   * (`https://user:password@host`) is taken as `username` and `password`.
   */
  readonly url: string;
  /** The account of MLflow's own login (HTTP basic authentication); with `password`. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** A bearer token, for a proxy before the server: MLflow itself knows none. Not together with a login. */
  readonly token?: string | undefined;
  /** Sent with every request. A function is asked before each, so that a token may change while the client lives. */
  readonly headers?: MlflowHeaders | (() => MlflowHeaders | Promise<MlflowHeaders>) | undefined;
  /** For `https` addresses. All texts are PEM. */
  readonly tls?: MlflowTls | undefined;
  /** The HTTP proxy between this program and the server. Default: none, whatever the environment says. */
  readonly proxy?: MlflowProxy | undefined;
  /** How long the server may be silent before a call is given up, in milliseconds. Default 15 seconds. */
  readonly timeoutMs?: number | undefined;
  /** The same for calls that cost the server more: searches, batches, spans, records. Default 60 seconds, never less than `timeoutMs`. */
  readonly longTimeoutMs?: number | undefined;
  /** How long opening a connection may take, in milliseconds. Default 5 seconds. */
  readonly connectTimeoutMs?: number | undefined;
  /** Calls in flight; the others wait in turn. Default 8. More make a small server slower, not faster. */
  readonly maxConcurrency?: number | undefined;
  /**
   * The e-mail addresses of the reviewers by their accounts of MLflow's login, for accounts that are not the addresses
   * themselves. What an account says in the Review tab is the reviewer's then, and the other way round.
   */
  readonly logins?: Readonly<Record<string, string>> | undefined;
}

/** How connections are secured. */
export interface MlflowTls {
  /** Certificates of the authorities to trust, instead of the well-known ones. */
  readonly ca?: string | readonly string[] | undefined;
  /** The certificate to show to the server, with `key`. */
  readonly cert?: string | undefined;
  /** The private key of `cert`. */
  readonly key?: string | undefined;
  /** Opens an encrypted `key`. */
  readonly passphrase?: string | undefined;
  /** The name that the server's certificate is for. Default: the host of `url`. */
  readonly serverName?: string | undefined;
}

/** A proxy; `https` servers are reached through a tunnel. */
export interface MlflowProxy {
  /** Such as `http://proxy.example.com:3128`; may hold the proxy's login, too. */
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Certificates of the authorities to trust for the connection to an `https` proxy. */
  readonly ca?: string | readonly string[] | undefined;
}

/** A header's name and value as HTTP allows them (RFC 9110): a line break in one would end the headers. */
const Headers = z.record(
  z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/),
  // eslint-disable-next-line no-control-regex
  z.string().regex(/^[\t\u0020-\u007e\u0080-\u00ff]*$/),
);
const Secret = z.string().min(1);
const Pem = z.string().includes("-----BEGIN ");
const Authorities = z.union([Pem, z.array(Pem).min(1)]);
const Milliseconds = z
  .int()
  .positive()
  .max(2 ** 31 - 1);

const Checked = z.object({
  url: z.url({ protocol: /^https?$/ }),
  username: Secret.optional(),
  password: Secret.optional(),
  token: Secret.regex(/^[\u0021-\u007e]+$/).optional(),
  headers: z
    .union([Headers, z.custom<() => unknown>((value) => typeof value === "function")])
    .default({}),
  tls: z
    .object({
      ca: Authorities.optional(),
      cert: Pem.optional(),
      key: Pem.optional(),
      passphrase: Secret.optional(),
      serverName: z.string().min(1).optional(),
    })
    .optional(),
  proxy: z
    .object({
      url: z.url({ protocol: /^https?$/ }),
      username: Secret.optional(),
      password: Secret.optional(),
      ca: Authorities.optional(),
    })
    .optional(),
  timeoutMs: Milliseconds.default(15_000),
  longTimeoutMs: Milliseconds.default(60_000),
  connectTimeoutMs: Milliseconds.default(5_000),
  maxConcurrency: z.int().positive().default(8),
  logins: z.record(z.string().trim().min(1), ReviewerEmail).default({}),
});

/** The options with their defaults, no login left in any address. */
export type CheckedMlflowOptions = z.output<typeof Checked>;

/** @throws {LabelingError} INVALID_ARGUMENT naming every option that is wrong, never its value */
export function checkOptions(options: MlflowOptions): CheckedMlflowOptions {
  const parsed = Checked.safeParse(options);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path }) => `"${path.join(".")}"`);
    throw refused(`These are not right: ${[...new Set(problems)].join(", ")}.`);
  }
  const { proxy, ...rest } = parsed.data;
  const checked = {
    ...withLoginOf(rest),
    longTimeoutMs: Math.max(rest.longTimeoutMs, rest.timeoutMs),
    ...(proxy === undefined ? {} : { proxy: withLoginOf(proxy) }),
  };
  checkPairs(checked);
  return checked;
}

/** Headers that a function made. @throws {LabelingError} INVALID_ARGUMENT, without their values */
export function checkHeaders(headers: unknown): MlflowHeaders {
  const checked = Headers.safeParse(headers);
  if (checked.success) return checked.data;
  throw refused("The function `headers` gave what cannot be sent as headers.");
}

/** A login that the address holds moves to where it does not show in links and messages. */
function withLoginOf<
  T extends {
    readonly url: string;
    readonly username?: string | undefined;
    readonly password?: string | undefined;
  },
>(options: T): T {
  const url = new URL(options.url);
  if (url.username === "" && url.password === "") return options;
  const [username, password] = [url.username, url.password].map(decode);
  url.username = "";
  url.password = "";
  return {
    ...options,
    url: url.href,
    ...(options.username === undefined && username !== undefined ? { username } : {}),
    ...(options.password === undefined && password !== undefined ? { password } : {}),
  };
}

function decode(text: string): string | undefined {
  if (text === "") return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function checkPairs({ username, password, token, tls, proxy }: CheckedMlflowOptions): void {
  if ((username === undefined) !== (password === undefined)) {
    throw refused("They need a user name and a password, or neither.");
  }
  if (username?.includes(":") === true) throw refused("A user name cannot hold a colon.");
  if (token !== undefined && username !== undefined) {
    throw refused("They need a login or a token, not both: one header carries either.");
  }
  if ((tls?.cert === undefined) !== (tls?.key === undefined)) {
    throw refused("A client certificate (`tls.cert`) needs its key (`tls.key`).");
  }
  if (proxy?.password !== undefined && proxy.username === undefined) {
    throw refused("The proxy's password needs a user name.");
  }
}

function refused(why: string): LabelingError {
  return new LabelingError("INVALID_ARGUMENT", `The options for MLflow cannot work. ${why}`);
}
