/** The emoji names an app is likely to write; any other name stays readable as `:name:`. */
const KNOWN: Readonly<Record<string, string>> = {
  "+1": "👍",
  "-1": "👎",
  arrow_down: "⬇️",
  arrow_left: "⬅️",
  arrow_right: "➡️",
  arrow_up: "⬆️",
  ballot_box_with_check: "☑️",
  bar_chart: "📊",
  bell: "🔔",
  bulb: "💡",
  calendar: "📆",
  clock3: "🕒",
  construction: "🚧",
  eyes: "👀",
  file_folder: "📁",
  gear: "⚙️",
  grey_question: "❔",
  heavy_check_mark: "✔️",
  hourglass: "⌛",
  hourglass_flowing_sand: "⏳",
  inbox_tray: "📥",
  information_source: "ℹ️",
  large_blue_circle: "🔵",
  large_green_circle: "🟢",
  large_yellow_circle: "🟡",
  link: "🔗",
  lock: "🔒",
  mag: "🔍",
  memo: "📝",
  no_entry: "⛔",
  no_entry_sign: "🚫",
  page_facing_up: "📄",
  paperclip: "📎",
  pencil2: "✏️",
  question: "❓",
  red_circle: "🔴",
  robot_face: "🤖",
  rocket: "🚀",
  rotating_light: "🚨",
  scales: "⚖️",
  seedling: "🌱",
  slightly_smiling_face: "🙂",
  smile: "😄",
  speech_balloon: "💬",
  star: "⭐",
  stopwatch: "⏱️",
  tada: "🎉",
  thinking_face: "🤔",
  thumbsdown: "👎",
  thumbsup: "👍",
  warning: "⚠️",
  wave: "👋",
  white_check_mark: "✅",
  white_circle: "⚪",
  wrench: "🔧",
  x: "❌",
  zzz: "💤",
};

/** Replaces the `:names:` of known emoji by the emoji. */
export function withEmoji(text: string): string {
  return text.replaceAll(/:([a-z0-9_+-]+):/g, (whole, name: string) => KNOWN[name] ?? whole);
}

/** The emoji of that name, or `:name:`; `codePoints` are hexadecimal and joined by `-`, as Slack sends them. */
export function emojiText(name: string, codePoints?: string): string {
  const points = codePoints?.split("-").map((point) => Number.parseInt(point, 16)) ?? [];
  const usable = points.length > 0 && points.every((point) => point > 0 && point <= 0x10_ff_ff);
  return usable ? String.fromCodePoint(...points) : (KNOWN[name] ?? `:${name}:`);
}
