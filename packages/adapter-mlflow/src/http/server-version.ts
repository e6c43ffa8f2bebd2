import { LabelingError } from "@labeldesk/core";

/** Something that Labeldesk needs of a server, and the first release that has it. */
export interface Requirement {
  readonly feature: string;
  readonly since: readonly [major: number, minor: number];
}

/** By the migrations of MLflow's database (3.14.0). */
export const REQUIREMENTS: readonly Requirement[] = [
  { feature: "label schemas", since: [3, 14] },
  { feature: "review queues", since: [3, 14] },
];

/**
 * Reads the answer of `GET /version`.
 *
 * @throws {LabelingError} BACKEND when it names no version; UNSUPPORTED when that is too old
 */
export function checkVersion(answer: string): string {
  const version = answer.trim();
  const [, major, minor] = /^(\d+)\.(\d+)(?:\.[\w.+-]*)?$/.exec(version) ?? [];
  if (major === undefined || minor === undefined) {
    throw new LabelingError(
      "BACKEND",
      "What answers at the configured address is not an MLflow server. Check the address.",
    );
  }
  const lacking = REQUIREMENTS.filter(
    ({ since }) =>
      Number(major) < since[0] || (Number(major) === since[0] && Number(minor) < since[1]),
  );
  if (lacking.length > 0) throw tooOld(version, lacking);
  return version;
}

function tooOld(version: string, lacking: readonly Requirement[]): LabelingError {
  const features = lacking.map(({ feature, since }) => `${feature} (since ${since.join(".")})`);
  return new LabelingError(
    "UNSUPPORTED",
    `The MLflow server is version ${version} and lacks what Labeldesk needs: ${features.join(", ")}. Upgrade the server.`,
  );
}
