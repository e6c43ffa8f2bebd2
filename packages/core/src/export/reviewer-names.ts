import { LabelingError } from "../errors.js";
import type { ReviewerEmail } from "../ids.js";

/** How an export calls a reviewer. */
export type ReviewerNames = (reviewer: ReviewerEmail) => Promise<string>;

/**
 * By pseudonym when there is a secret, else by e-mail.
 *
 * @throws {LabelingError} INVALID_ARGUMENT for an empty secret: anybody could compute such pseudonyms
 */
export async function reviewerNames(pseudonymSecret: string | undefined): Promise<ReviewerNames> {
  if (pseudonymSecret === undefined) return async (reviewer) => reviewer;
  if (pseudonymSecret === "") {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      "The secret of the pseudonyms is empty: name one, or export with e-mail addresses.",
    );
  }
  const key = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(pseudonymSecret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const known = new Map<ReviewerEmail, string>();
  return async (reviewer) => {
    const name = known.get(reviewer) ?? (await pseudonym(key, reviewer));
    known.set(reviewer, name);
    return name;
  };
}

async function pseudonym(key: CryptoKey, reviewer: ReviewerEmail): Promise<string> {
  const digest = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(reviewer));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `reviewer-${hex.join("").slice(0, 12)}`;
}
