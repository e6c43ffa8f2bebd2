import { randomBytes } from "node:crypto";

/** Makes ids that look like Slack's: a letter and a counter, so that they sort as they were made. */
export class IdMaker {
  #count = 0;

  /** Such as `U0000001A`. */
  next(prefix: string): string {
    this.#count += 1;
    return prefix + this.#count.toString(36).toUpperCase().padStart(9, "0");
  }
}

/** An id that nobody can guess, for triggers, hashes and addresses. */
export function secretId(bytes = 8): string {
  return randomBytes(bytes).toString("hex");
}
