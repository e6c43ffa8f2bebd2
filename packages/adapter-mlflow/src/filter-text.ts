/** Characters that mean themselves in a `LIKE` pattern and in a quoted text, on every database and in MLflow's parser. */
const PLAIN = /^[\w .:/()-]+$/;

/**
 * A pattern for MLflow's `LIKE` and `ILIKE` that matches at least the texts that contain `text`. MLflow knows no
 * escape, databases fold the case of some letters only: whatever is not plain matches anything, and the caller
 * compares what comes back.
 */
export function containsPattern(text: string): string {
  const parts = [...text].map((sign) => (isPlain(sign) ? sign : "%"));
  return `%${parts.join("")}%`.replaceAll(/%+/g, "%");
}

/** A condition that holds at least for texts equal to `text`; the caller compares what comes back. */
export function equalsCondition(key: string, text: string): string {
  return PLAIN.test(text) ? `${key} = '${text}'` : `${key} LIKE '${containsPattern(text)}'`;
}

function isPlain(sign: string): boolean {
  return PLAIN.test(sign) && sign !== "_";
}
