import { randomBytes } from "node:crypto";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lastLines } from "@labeldesk/python-environment";
import { freePort } from "./free-port.js";
import { startGuarded } from "./guarded-process.js";
import type { GuardedProcess } from "./guarded-process.js";

/** A first start compiles bytecode and migrates a database: up to 50 s were seen on two slow cores. */
const START_TIMEOUT_MS = 180_000;
const START_ATTEMPTS = 3;

/** How to start a server. `mlflow` is the path that `ensureMlflow` gave. */
export interface StartMlflowOptions {
  readonly mlflow: string;
  readonly backend:
    | { readonly kind: "sqlite" }
    | { readonly kind: "postgres"; readonly url: string };
  /** Default: a free one. */
  readonly port?: number;
  /** Default: one. More answer small requests later, not sooner. */
  readonly workers?: number;
  /** Turns the login on; the password of the account `admin`, at least 12 characters. */
  readonly basicAuth?: { readonly adminPassword: string };
  /** Where to keep database and artifacts. Default: a temporary directory that `stop` removes. */
  readonly directory?: string;
  readonly log?: (line: string) => void;
}

/** A running MLflow server. It ends with the process that started it. */
export interface MlflowServer {
  readonly url: string;
  /** The path of the program it was started with. */
  readonly mlflow: string;
  readonly login: { readonly username: string; readonly password: string } | undefined;
  /** The file that everything it says goes to: a line for each request, among others. */
  readonly logPath: string;
  stop(): Promise<void>;
}

/** Starts a server on 127.0.0.1 and waits until it is healthy. @throws {Error} with its last output when it does not start */
export async function startMlflow(options: StartMlflowOptions): Promise<MlflowServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(options, options.port ?? (await freePort()));
    } catch (error) {
      // A free port may be taken by somebody else before the server binds it.
      const isPortTaken = String(error).includes("address already in use");
      if (!isPortTaken || options.port !== undefined || attempt === START_ATTEMPTS) throw error;
    }
  }
}

async function startOnce(options: StartMlflowOptions, port: number): Promise<MlflowServer> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), "labeldesk-mlflow-")));
  const logPath = join(directory, "server.log");
  const output = await open(logPath, "a");
  const server = startGuarded(commandLine(options, directory, port), {
    cwd: directory,
    env: await serverEnvironment(options, directory),
    outputFd: output.fd,
    ...(options.directory === undefined ? { litter: directory } : {}),
  });
  await output.close();
  const stop = async () => {
    await server.stop();
    if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitUntilHealthy(url, server, logPath);
  } catch (error) {
    await stop();
    throw error;
  }
  options.log?.(`MLflow is running at ${url}`);
  const login = options.basicAuth && {
    username: "admin",
    password: options.basicAuth.adminPassword,
  };
  return { url, mlflow: options.mlflow, login, logPath, stop };
}

function commandLine(options: StartMlflowOptions, directory: string, port: number): string[] {
  const store =
    options.backend.kind === "sqlite"
      ? `sqlite:///${join(directory, "mlflow.db")}`
      : postgresUri(options.backend.url);
  return [
    options.mlflow,
    "server",
    "--host=127.0.0.1",
    `--port=${port}`,
    `--workers=${options.workers ?? 1}`,
    `--backend-store-uri=${store}`,
    `--artifacts-destination=${join(directory, "artifacts")}`,
    ...(options.basicAuth === undefined ? [] : ["--app-name=basic-auth"]),
  ];
}

/** SQLAlchemy 2.1 takes a plain `postgresql://` for psycopg 3; the environment has psycopg 2. */
function postgresUri(url: string): string {
  return url.replace(/^postgres(ql)?:\/\//, "postgresql+psycopg2://");
}

async function serverEnvironment(
  { basicAuth }: StartMlflowOptions,
  directory: string,
): Promise<NodeJS.ProcessEnv> {
  const common = {
    ...process.env,
    MLFLOW_DISABLE_TELEMETRY: "true",
    // Seven job consumers of 230 MB each, which nothing here needs.
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
  };
  if (basicAuth === undefined) return common;
  const config = join(directory, "basic-auth.ini");
  await writeFile(config, authConfig(directory, basicAuth.adminPassword), { mode: 0o600 });
  return {
    ...common,
    MLFLOW_AUTH_CONFIG_PATH: config,
    MLFLOW_FLASK_SERVER_SECRET_KEY: randomBytes(32).toString("hex"),
  };
}

/** The cache spares 300 ms of password hashing per request. MLflow 3.14 reads the password nowhere else. */
function authConfig(directory: string, adminPassword: string): string {
  return [
    "[mlflow]",
    "default_permission = READ",
    `database_uri = sqlite:///${join(directory, "basic-auth.db")}`,
    "admin_username = admin",
    // In this format, a percent sign begins a reference.
    `admin_password = ${adminPassword.replaceAll("%", "%%")}`,
    "authorization_function = mlflow.server.auth:authenticate_request_basic_auth",
    "auth_cache_ttl_seconds = 60",
    "",
  ].join("\n");
}

async function waitUntilHealthy(url: string, server: GuardedProcess, logPath: string) {
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < giveUpAt) {
    if (server.hasEnded()) break;
    if (await isHealthy(url)) return;
    await sleep(200);
  }
  const output = lastLines(await readFile(logPath, "utf8").catch(() => ""), 15);
  throw new Error(`The MLflow server did not start. It said last:\n${output}`);
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) });
    return response.ok && (await response.text()) === "OK";
  } catch {
    return false;
  }
}
