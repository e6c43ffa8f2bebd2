import { describe, expect, it } from "vitest";
import { boltSandbox, sandboxForTest } from "../support/bolt.js";

const LEAD = "lead@example.com";

describe("slash commands", () => {
  it("reach the app with the person, the text and a direct message, and show the acknowledged text to that person alone", async () => {
    let seen: Record<string, unknown> = {};
    const { sandbox } = await boltSandbox((app) => {
      app.command("/probe", async ({ command, ack }) => {
        seen = { ...command };
        await ack({ text: "Heard you" });
      });
    });
    const lead = sandbox.person(LEAD);

    await lead.command("/probe new session");

    expect(seen).toMatchObject({
      command: "/probe",
      text: "new session",
      user_id: lead.id,
      team_id: sandbox.teamId,
      channel_name: "directmessage",
    });
    expect(lead.latest()).toMatchObject({ text: "Heard you", ephemeral: true });
    expect(sandbox.person("reviewer-one@example.com").messages()).toEqual([]);
  });

  it("take a bare string as the acknowledged text", async () => {
    const { sandbox } = await boltSandbox((app) => {
      app.command("/probe", async ({ ack }) => ack("Just words"));
    });
    await sandbox.person(LEAD).command("/probe");
    expect(sandbox.person(LEAD).latest().text).toBe("Just words");
  });

  it("escape mentions, addresses and control characters", async () => {
    let text = "";
    const { sandbox } = await boltSandbox((app) => {
      app.command("/probe", async ({ command, ack }) => {
        text = command.text;
        await ack();
      });
    });
    const reviewer = sandbox.person("reviewer-one@example.com");
    await sandbox.person(LEAD).command("/probe people @reviewer-one a < b & https://example.com/x");
    expect(text).toBe(
      `people <@${reviewer.id}|reviewer-one> a &lt; b &amp; <https://example.com/x>`,
    );
  });

  it("answer through the response_url five times and no more", async () => {
    const statuses: number[] = [];
    const { sandbox } = await boltSandbox((app) => {
      app.command("/probe", async ({ ack, command }) => {
        await ack();
        for (let use = 1; use <= 6; use += 1) {
          const response = await fetch(command.response_url, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ text: `Answer ${use}` }),
          });
          statuses.push(response.status);
        }
      });
    });
    const lead = sandbox.person(LEAD);
    await lead.command("/probe");
    await lead.waitFor(() => statuses.length === 6, "six answers");
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(lead.messages().map(({ text }) => text)).toEqual(
      [1, 2, 3, 4, 5].map((use) => `Answer ${use}`),
    );
  });

  it("fail in Slack's words when no app is connected, when it stays silent, and when the command is unknown", async () => {
    const alone = await sandboxForTest();
    await expect(alone.person(LEAD).command("/probe")).rejects.toThrow(
      '/probe failed with the error "dispatch_failed"',
    );
    await expect(alone.person(LEAD).command("/other")).rejects.toThrow(
      "/other is not a valid command",
    );

    const { sandbox } = await boltSandbox(
      (app) => {
        // Listens and never acknowledges.
        app.command("/probe", async () => {});
      },
      { ackTimeoutMs: 200 },
    );
    await expect(sandbox.person(LEAD).command("/probe")).rejects.toThrow(
      '/probe failed with the error "operation_timeout"',
    );
    expect(sandbox.person(LEAD).state().notice).toContain("operation_timeout");
  });

  it("post to everybody in the conversation when the answer says in_channel", async () => {
    const { sandbox } = await boltSandbox((app) => {
      app.command("/probe", async ({ ack, respond }) => {
        await ack();
        await respond({ text: "For all", response_type: "in_channel" });
      });
    });
    const lead = sandbox.person(LEAD);
    await lead.command("/probe");
    const message = await lead.waitFor(({ messages }) => messages.at(-1), "the answer");
    expect(message).toMatchObject({ text: "For all", ephemeral: false });
  });
});
