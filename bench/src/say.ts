/** Says on standard error what goes on. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Ends the program with a sentence for whoever started it. */
export function fail(message: string): never {
  say(message);
  process.exit(1);
}
