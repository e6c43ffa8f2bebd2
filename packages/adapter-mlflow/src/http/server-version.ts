import { LabelingError } from "@labeldesk/core";

/** The first release with label schemas and review queues (their migrations, MLflow 3.14.0). */
const MIN_VERSION = { major: 3, minor: 14 } as const;

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
  const isOld =
    Number(major) < MIN_VERSION.major ||
    (Number(major) === MIN_VERSION.major && Number(minor) < MIN_VERSION.minor);
  if (isOld) {
    throw new LabelingError(
      "UNSUPPORTED",
      `The MLflow server is version ${version}. Labeldesk needs ${MIN_VERSION.major}.${MIN_VERSION.minor} or later, which has label schemas and review queues. Upgrade the server.`,
    );
  }
  return version;
}
