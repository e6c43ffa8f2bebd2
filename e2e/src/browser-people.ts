import type { Locator, Page } from "playwright-core";

/**
 * What people do on the sandbox's page. Everything is found the way a person or a screen reader finds it: by its role
 * and by what is written there.
 */

/** Switches to another person, in their messages. */
export async function become(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "People" }).getByRole("button", { name }).click();
  await page.getByText(`as ${name}`).waitFor();
  await page.getByRole("tab", { name: "Messages" }).click();
}

/** Types a line and sends it. */
export async function command(page: Page, line: string): Promise<void> {
  const composer = page.getByRole("textbox", { name: "Message Labeldesk" });
  await composer.fill(line);
  await composer.press("Enter");
}

/** Waits until something can be seen. */
export async function see(what: Locator): Promise<Locator> {
  await what.waitFor({ state: "visible" });
  return what;
}

/** Waits until something is gone. */
export async function seeGone(what: Locator): Promise<void> {
  await what.waitFor({ state: "hidden" });
}

/** Waits for the newest message that says `words`. */
export function seeMessage(page: Page, words: string): Promise<Locator> {
  return see(page.getByRole("article").filter({ hasText: words }).last());
}

/** Waits for the open modal, which says `words`. */
export function seeModal(page: Page, words: string): Promise<Locator> {
  return see(page.getByRole("dialog").filter({ hasText: words }));
}

/** Waits for the open card at this place, such as `1 of 4`. */
export function seeCard(page: Page, place: string): Promise<Locator> {
  const submit = page.getByRole("button", { name: `Submit: ${place}`, exact: true });
  return see(page.getByRole("article").filter({ has: submit }));
}

/** Types into the field with this label. */
export async function type(where: Locator, label: string, text: string): Promise<void> {
  await field(where, label).fill(text);
}

/** The field with this label. */
export function field(where: Locator, label: string): Locator {
  return where.getByRole("textbox", { name: new RegExp(`^${escapeRegExp(label)}`, "u") });
}

/** Opens a list, types what to search for, and clicks an entry. */
export async function pick(
  where: Locator,
  label: string,
  entry: string,
  query = entry,
): Promise<void> {
  const list = where.getByRole("combobox", { name: label });
  await list.click();
  await list.fill(query);
  await where.getByRole("option", { name: entry }).first().click();
  // The list of a choice of many stays open until it is left.
  await list.press("Tab");
}

/** Clicks a button. */
export async function click(where: Locator | Page, name: string): Promise<void> {
  await where.getByRole("button", { name, exact: true }).click();
}

/** Closes a modal that asks for nothing, and waits until it is gone. */
export async function close(modal: Locator): Promise<void> {
  await click(modal, "Close");
  await seeGone(modal);
}

/** Goes on with the Tab key until the keyboard is at `target`. @throws when a whole round does not reach it */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 300; presses += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("The Tab key does not get there.");
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
