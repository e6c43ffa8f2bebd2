import { describe, expect, it } from "vitest";
import { button, input, modal, plain, radios } from "./support/blocks.js";
import { boltSandbox, botClient, sandboxForTest } from "./support/bolt.js";
import { call, refusal } from "./support/calls.js";

const REVIEWER = "reviewer-one@example.com";

describe("views", () => {
  const views: readonly (readonly [string, string, Record<string, unknown>])[] = [
    ["an unknown view", "not_found", { view_id: "V404" }],
    ["an unknown external id", "not_found", { external_id: "other" }],
    ["neither id", "invalid_arguments", {}],
  ];
  it.each(views)("are not updated by %s: %s", async (_what, code, fields) => {
    const sandbox = await sandboxForTest();
    expect(
      (await refusal(call(sandbox, "views.update", { view: modal([]), ...fields }))).error,
    ).toBe(code);
  });

  it("refuse a trigger that was never given, a wrong view and a second external id", async () => {
    let trigger = "";
    const { sandbox, app } = await boltSandbox((bolt) => {
      bolt.command("/probe", async ({ ack, command }) => {
        await ack();
        trigger = command.trigger_id;
      });
    });
    const lead = sandbox.person("lead@example.com");
    const other = sandbox.person(REVIEWER);
    const open = (trigger_id: string, view: ReturnType<typeof modal>) =>
      app.client.views.open({ trigger_id, view });
    expect((await refusal(open("1.made-up", modal([])))).error).toBe("invalid_trigger_id");
    await lead.command("/probe");
    const tooLong = await refusal(open(trigger, modal([], { title: plain("a".repeat(25)) })));
    expect(tooLong.error).toBe("invalid_arguments");
    expect(tooLong.response_metadata?.messages?.[0]).toContain("/view/title/text");
    const opened = await open(trigger, modal([], { external_id: "one" }));
    await other.command("/probe");
    expect((await refusal(open(trigger, modal([], { external_id: "one" })))).error).toBe(
      "duplicate_external_id",
    );
    const stale = app.client.views.update({ external_id: "one", hash: "0.old", view: modal([]) });
    expect((await refusal(stale)).error).toBe("hash_conflict");
    const fresh = await app.client.views.update({
      external_id: "one",
      hash: opened.view?.hash ?? "",
      view: modal([], { title: plain("Fresh") }),
    });
    expect(fresh.view?.hash).not.toBe(opened.view?.hash);
    expect(lead.view().title).toBe("Fresh");
    await other.command("/probe");
    expect(
      (await refusal(app.client.views.push({ trigger_id: trigger, view: modal([]) }))).error,
    ).toBe("not_found");
  });

  it("are checked by blocks.validate as well", async () => {
    const sandbox = await sandboxForTest();
    const blocks = [{ type: "actions", elements: [button("A", "same"), button("B", "same")] }];
    expect((await refusal(call(sandbox, "blocks.validate", { blocks }))).error).toBe(
      "invalid_blocks",
    );
    const view = modal([input("Verdict", radios(), "v")]);
    expect(await call(sandbox, "blocks.validate", { view })).toMatchObject({ ok: true });
  });
});

describe("faults", () => {
  it("rate-limit, break, refuse and lose replies, once each", async () => {
    const sandbox = await sandboxForTest();
    const channel = sandbox.person(REVIEWER).id;
    const post = (text: string) => botClient(sandbox).chat.postMessage({ channel, text });
    sandbox.fail("chat.postMessage", { kind: "serverError", status: 500 });
    await expect(post("one")).rejects.toThrow("500");
    sandbox.fail("chat.postMessage", { kind: "refused", error: "fatal_error" });
    expect((await refusal(post("two"))).error).toBe("fatal_error");
    sandbox.fail("chat.postMessage", { kind: "replyLost" });
    await expect(post("three")).rejects.toThrow("request error");
    sandbox.fail("chat.postMessage", { kind: "rateLimited", retryAfterSeconds: 7 });
    const limited = await fetch(`${sandbox.apiUrl}chat.postMessage`, { method: "POST" });
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"]);
    await post("five");
    expect(sandbox.messages().map(({ text }) => text)).toEqual(["three", "five"]);
  });
});
