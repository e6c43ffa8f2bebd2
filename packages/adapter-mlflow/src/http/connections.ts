import { isIP } from "node:net";
import { Agent, ProxyAgent } from "undici";
import type { Dispatcher } from "undici";
import type { CheckedMlflowOptions } from "../mlflow-options.js";

/** MLflow's server closes an idle connection after 5 s, without saying so before. */
const KEEP_ALIVE_MS = 4000;

/** Opens connections to the server, and keeps them while they are of use. @param most open at once */
export function openConnections(options: CheckedMlflowOptions, most: number): Dispatcher {
  const common = {
    connections: most,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    // MLflow speaks HTTP/1.1 only; a proxy before it that speaks more would hide how connections behave.
    allowH2: false,
  };
  const tls = tlsOf(options);
  const { proxy, connectTimeoutMs } = options;
  if (proxy === undefined) {
    return new Agent({ ...common, connect: { timeout: connectTimeoutMs, ...tls } });
  }
  return new ProxyAgent({
    ...common,
    uri: proxy.url,
    ...(proxy.username === undefined ? {} : { token: basic(proxy.username, proxy.password) }),
    connectTimeout: connectTimeoutMs,
    requestTls: { ...hostNameOf(options), ...tls },
    ...(proxy.ca === undefined ? {} : { proxyTls: { ca: listOf(proxy.ca) } }),
  });
}

/** Through a tunnel the name has to be given; an address is none (RFC 6066). */
function hostNameOf({ url }: CheckedMlflowOptions) {
  const { hostname } = new URL(url);
  return isIP(hostname.replaceAll(/[[\]]/g, "")) === 0 ? { servername: hostname } : {};
}

/** The header's value for HTTP basic authentication. */
export function basic(username: string, password = ""): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function tlsOf({ tls = {} }: CheckedMlflowOptions) {
  const { ca, cert, key, passphrase, serverName } = tls;
  return {
    ...(ca === undefined ? {} : { ca: listOf(ca) }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  };
}

function listOf(authorities: string | readonly string[]): string[] {
  return typeof authorities === "string" ? [authorities] : [...authorities];
}
