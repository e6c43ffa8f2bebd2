const ALLOWED = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address if it may become a link; undefined for scripts, data and what is no address at all. */
export function findSafeUrl(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  return ALLOWED.has(new URL(address).protocol) ? address : undefined;
}
