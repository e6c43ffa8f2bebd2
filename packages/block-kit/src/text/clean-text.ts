// C0 controls except tab and line feed, DEL, C1 controls, and the two characters that force a reading direction.
// oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202d\u202e]/g;

/**
 * Makes recorded text safe to send: control characters become their pictures (`␀`), half surrogate pairs and the
 * overrides of reading direction, with which an address can be made to look like another, become `�`. Never longer than before.
 */
export function cleanText(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "\n")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(UNSAFE, picture);
}

function picture(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}
