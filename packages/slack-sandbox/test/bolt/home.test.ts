import { describe, expect, it } from "vitest";
import { button, plain } from "../support/blocks.js";
import { boltSandbox } from "../support/bolt.js";

const LEAD = "lead@example.com";

describe("App Home", () => {
  it("is published when a person opens it, and tells the app what it shows the next time", async () => {
    const hashes: unknown[] = [];
    const { sandbox, app } = await boltSandbox((bolt) => {
      bolt.event("app_home_opened", async ({ event, client }) => {
        // Bolt does not type what Slack adds to a view that it hands back.
        hashes.push(event.view !== undefined && "hash" in event.view ? event.view.hash : undefined);
        await client.views.publish({
          user_id: event.user,
          view: { type: "home", blocks: [{ type: "header", text: plain("Your work") }] },
        });
      });
    });
    const lead = sandbox.person(LEAD);
    expect(() => lead.home()).toThrow("never published");
    await lead.openHome();
    const home = await lead.waitFor(({ home: shown }) => shown, "App Home");
    expect(home.blocks[0]).toMatchObject({ type: "header" });
    await lead.openHome();
    await lead.waitFor(() => hashes.length === 2, "the second opening");
    expect(hashes[0]).toBeUndefined();
    expect(hashes[1]).toMatch(/^\d+\./);
    const stale = app.client.views.publish({
      user_id: lead.id,
      hash: "1.old",
      view: { type: "home", blocks: [] },
    });
    await expect(stale).rejects.toThrow("hash_conflict");
  });

  it("takes clicks, whose triggers open modals", async () => {
    const { sandbox, app } = await boltSandbox((bolt) => {
      bolt.action("go", async ({ ack, body, client }) => {
        await ack();
        if (body.type !== "block_actions") return;
        await client.views.open({
          trigger_id: body.trigger_id,
          view: { type: "modal", title: plain(body.view?.type ?? "none"), blocks: [] },
        });
      });
    });
    const lead = sandbox.person(LEAD);
    await app.client.views.publish({
      user_id: lead.id,
      view: { type: "home", blocks: [{ type: "actions", elements: [button("Go", "go")] }] },
    });
    await lead.click(lead.home(), "Go");
    const view = await lead.waitFor(({ views }) => views[0], "the modal");
    expect(view.title).toBe("home");
  });
});
