import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 500;
/** An install takes minutes; a lock without an owner is one that died between two lines. */
const OWNERLESS_POLLS = 10;

/**
 * Runs `fn` while no other process of this machine does so for the same directory. A holder that died is noticed by
 * its process id, and its lock is taken over.
 */
export async function withDirectoryLock<T>(directory: string, fn: () => Promise<T>): Promise<T> {
  await acquire(directory);
  try {
    return await fn();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function acquire(directory: string): Promise<void> {
  for (let ownerless = 0; ; await sleep(POLL_MS)) {
    if (await tryAcquire(directory)) return;
    const owner = await readOwner(directory);
    ownerless = owner === undefined ? ownerless + 1 : 0;
    const isDead = owner === undefined ? ownerless > OWNERLESS_POLLS : !isAlive(owner);
    if (isDead) await rm(directory, { recursive: true, force: true });
  }
}

async function tryAcquire(directory: string): Promise<boolean> {
  try {
    await mkdir(directory);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
  await writeFile(join(directory, "owner"), String(process.pid));
  return true;
}

async function readOwner(directory: string): Promise<number | undefined> {
  const text = await readFile(join(directory, "owner"), "utf8").catch(() => "");
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
