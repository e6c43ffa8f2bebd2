import { createServer as createHttpServer } from "node:http";
import type { Server } from "node:http";
import { createServer } from "node:https";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createMlflowTracking } from "../../src/index.js";
import type { MlflowOptions, MlflowTracking } from "../../src/index.js";
import {
  AUTHORITY,
  CLIENT_CERTIFICATE,
  CLIENT_KEY,
  SERVER_CERTIFICATE,
  SERVER_KEY,
} from "../support/certificates.js";

const servers: { close(): unknown; closeAllConnections(): void }[] = [];
const stores: MlflowTracking[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(stores.splice(0).map((made) => made.close()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

function versionOf(options: MlflowOptions): Promise<string> {
  const made = createMlflowTracking(options);
  stores.push(made);
  return made.serverVersion();
}

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- what a listening TCP server has
  return (server.address() as AddressInfo).port;
}

/** Says a version over TLS; to those only who show a certificate, if asked to. */
async function secureServer(wantsCertificate = false): Promise<string> {
  const server = createServer(
    {
      cert: SERVER_CERTIFICATE,
      key: SERVER_KEY,
      ...(wantsCertificate ? { ca: AUTHORITY, requestCert: true, rejectUnauthorized: true } : {}),
    },
    (_incoming, outgoing) => outgoing.end("3.17.2"),
  );
  return `https://127.0.0.1:${await listen(server)}`;
}

/** A proxy that opens tunnels and passes plain requests on, for those who know the word. */
async function proxy(word?: string) {
  const asked: string[] = [];
  const sockets: Socket[] = [];
  const isRight = (header: string | undefined) =>
    word === undefined || header === `Basic ${Buffer.from(word).toString("base64")}`;
  const server = createHttpServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    if (!isRight(incoming.headers["proxy-authorization"])) outgoing.writeHead(407);
    outgoing.end("3.16.0");
  });
  server.on("connect", (incoming, client: Socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    if (!isRight(incoming.headers["proxy-authorization"])) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    const [host = "", port = ""] = (incoming.url ?? "").split(":");
    const upstream = connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [upstream, client]) socket.on("error", () => undefined);
    sockets.push(upstream, client);
  });
  servers.push({
    close: () => undefined,
    closeAllConnections: () => sockets.forEach((socket) => socket.destroy()),
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked };
}

describe("a connection over TLS", () => {
  it("trusts the authority that the options name", async () => {
    const url = await secureServer();
    expect(await versionOf({ url, tls: { ca: AUTHORITY } })).toBe("3.17.2");
    expect(await versionOf({ url, tls: { ca: [AUTHORITY], serverName: "mlflow.test" } })).toBe(
      "3.17.2",
    );
  });

  it("is refused to a server whose certificate nobody vouches for, and says which option helps", async () => {
    const made = createMlflowTracking({ url: await secureServer() });
    stores.push(made);
    const expected = { code: "UNAVAILABLE", message: expect.stringContaining("`tls`") };
    await expect(made.serverVersion()).rejects.toMatchObject(expected);
    await expect(made.serverVersion()).rejects.toMatchObject(expected);
  });

  it("is refused to a server of another name", async () => {
    const url = await secureServer();
    const tls = { ca: AUTHORITY, serverName: "other.test" };
    await expect(versionOf({ url, tls })).rejects.toThrow(/certificate/);
  });

  it("shows a certificate to a server that wants one", async () => {
    const url = await secureServer(true);
    const tls = { ca: AUTHORITY, cert: CLIENT_CERTIFICATE, key: CLIENT_KEY };
    expect(await versionOf({ url, tls })).toBe("3.17.2");
    await expect(versionOf({ url, tls: { ca: AUTHORITY } })).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
  });

  it("says so when the server speaks no TLS", async () => {
    const { url } = await proxy();
    await expect(versionOf({ url: url.replace("http:", "https:") })).rejects.toThrow(/TLS/);
  });
});

describe("an HTTP proxy", () => {
  it("tunnels to a secure server, with its own login", async () => {
    const url = await secureServer();
    const { url: proxyUrl, asked } = await proxy("me:secret");
    const tls = { ca: AUTHORITY };
    const login = { url: proxyUrl, username: "me", password: "secret" };
    expect(await versionOf({ url, tls, proxy: login })).toBe("3.17.2");
    expect(asked).toContain(`CONNECT ${new URL(url).host}`);
  });

  it("is asked for a plain server's address", async () => {
    const { url, asked } = await proxy();
    expect(await versionOf({ url: "http://mlflow.test:5000", proxy: { url } })).toBe("3.16.0");
    expect(asked).toContain("GET http://mlflow.test:5000/version");
  });

  it.each(["https", "http"])("that wants a login says so (%s)", async (scheme) => {
    const { url } = await proxy("me:secret");
    const options = { url: `${scheme}://mlflow.test`, proxy: { url } };
    await expect(versionOf(options)).rejects.toThrow(/proxy wants a login/);
  });

  it("is none when only the environment names one", async () => {
    const { url, asked } = await proxy();
    for (const name of ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"]) {
      vi.stubEnv(name, url);
    }
    const server = await secureServer();
    expect(await versionOf({ url: server, tls: { ca: AUTHORITY } })).toBe("3.17.2");
    expect(asked).toEqual([]);
  });
});
