/** How long a case waits for something that happens in the background. Generous: machines are slow at times. */
const DEADLINE_MS = 45_000;

/** Waits for the given time. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Waits until `isSo` says yes. @throws when it does not within the deadline */
export async function poll(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + DEADLINE_MS;
  // oxlint-disable-next-line no-await-in-loop -- looking again is the point
  while (!(await isSo())) {
    if (Date.now() > deadlineMs)
      throw new Error(`nothing happened within ${DEADLINE_MS} ms: ${isSo.toString()}`);
    // oxlint-disable-next-line no-await-in-loop -- see above
    await pause(20);
  }
}
