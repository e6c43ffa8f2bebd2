/** A person's, or the app's, initials on a colour that stays theirs. */
export function Avatar({
  id,
  name,
  app,
}: {
  readonly id: string;
  readonly name: string;
  readonly app?: boolean;
}) {
  const style = { "--hue": hueOf(id) };
  return (
    <span
      className={app === true ? "avatar avatar-app" : "avatar"}
      style={style}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}

/** The first letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const [first = "?"] = words;
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return (([...first][0] ?? "") + ([...last][0] ?? "")).toUpperCase();
}

/** Far enough apart to be told from each other; the golden angle spreads whatever comes. */
function hueOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 10_007;
  return Math.round((sum * 137.5) % 360);
}
