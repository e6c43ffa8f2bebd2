import { fileURLToPath } from "node:url";
import type { Locator } from "playwright-core";

/** The README's pictures. */
const FOLDER = fileURLToPath(new URL("../../docs/images/", import.meta.url));

/** Room around what is shown, in CSS pixels. */
const MARGIN = 16;

/**
 * Draws one of the README's pictures anew: `shown` with some room around it. Does nothing unless
 * `LABELDESK_UPDATE_PICTURES` is `1`, so that a run of the tests changes no files.
 */
export async function keepPicture(name: string, shown: Locator): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- asked for by whoever runs the tests, not configured
  if (process.env["LABELDESK_UPDATE_PICTURES"] !== "1") return;
  const page = shown.page();
  await shown.scrollIntoViewIfNeeded();
  const box = await shown.boundingBox();
  const view = page.viewportSize();
  if (box === null || view === null) throw new Error(`There is nothing to see of ${name}.`);
  const left = Math.max(0, box.x - MARGIN);
  const top = Math.max(0, box.y - MARGIN);
  await page.screenshot({
    path: `${FOLDER}${name}.png`,
    animations: "disabled",
    caret: "hide",
    clip: {
      x: left,
      y: top,
      width: Math.min(view.width, box.x + box.width + MARGIN) - left,
      height: Math.min(view.height, box.y + box.height + MARGIN) - top,
    },
  });
}
