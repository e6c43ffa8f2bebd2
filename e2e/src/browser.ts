import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

/** Where systems put Chromium, or the browser that is built from it. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/lib/chromium/chromium",
  "/usr/bin/google-chrome-stable",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Nothing of its own: no sandbox of the system's, no calls home. */
const ARGUMENTS = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** A slow machine is no failure. */
const PATIENCE_MS = 60_000;

/** Whether a browser can be had; the reason goes into the name of a skipped suite. */
export type BrowserHere =
  | { readonly kind: "ready"; readonly executablePath: string }
  | { readonly kind: "missing"; readonly reason: string };

/** The browser of this machine. */
export const browserHere = findBrowser();

function findBrowser(): BrowserHere {
  const executablePath = PLACES.find((place) => existsSync(place));
  return executablePath === undefined
    ? { kind: "missing", reason: "Chromium is missing; apt-get install chromium installs it" }
    : { kind: "ready", executablePath };
}

/** Starts the browser without a window. */
export async function openBrowser(): Promise<Browser> {
  if (browserHere.kind === "missing") throw new Error(browserHere.reason);
  // Chromium refuses to run its own sandbox as root.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    executablePath: browserHere.executablePath,
    args: [...ARGUMENTS, ...asRoot],
    timeout: PATIENCE_MS,
  });
}

/**
 * Opens the sandbox's page in a window of its own, crisp and light, so that pictures of it look the same everywhere.
 *
 * @throws {Error} when the page is not built
 */
export async function openWindow(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1180, height: 860 },
    deviceScaleFactor: 2,
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  page.setDefaultTimeout(PATIENCE_MS);
  const answer = await page.goto(url);
  if (answer?.headers()["content-type"]?.startsWith("text/html") !== true) {
    throw new Error("The sandbox's page is not built; npx -y pnpm@12 run build builds it.");
  }
  return page;
}
