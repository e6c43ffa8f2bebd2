import { fileURLToPath } from "node:url";
import type { Locator } from "playwright-core";

/** The README's pictures. */
const FOLDER = fileURLToPath(new URL("../../docs/images/", import.meta.url));

/** The window that shows all of it, in CSS pixels. */
interface Window {
  readonly width: number;
  readonly height: number;
}

const WINDOW = { width: 1080, height: 1300 };

/**
 * Draws one of the README's pictures anew. Does nothing unless `LABELDESK_UPDATE_PICTURES` is `1`, so that a run of the
 * tests changes no files.
 */
export async function keepPicture(
  name: string,
  shown: Locator,
  window: Window = WINDOW,
): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- asked for by whoever runs the tests, not configured
  if (process.env["LABELDESK_UPDATE_PICTURES"] !== "1") return;
  const page = shown.page();
  const before = page.viewportSize();
  await page.setViewportSize(window);
  // What the pointer is over or the keyboard is at looks different.
  await page.mouse.move(0, 0);
  for (const focused of await page.locator(":focus").all()) await focused.blur();
  await shown.screenshot({ path: `${FOLDER}${name}.png`, animations: "disabled", caret: "hide" });
  if (before !== null) await page.setViewportSize(before);
}
