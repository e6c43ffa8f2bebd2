import type { KnownBlock } from "@slack/types";
import type { BlockAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { shownText } from "../../src/index.js";
import { button, input, option, radios } from "../support/blocks.js";
import { boltSandbox } from "../support/bolt.js";

const REVIEWER = "reviewer-one@example.com";
const OTHER = "reviewer-two@example.com";

const card: KnownBlock[] = [
  input("Verdict", radios(), "q1"),
  input(
    "Topics",
    { type: "checkboxes", action_id: "topics", options: [option("Tone"), option("Facts")] },
    "q2",
  ),
  input(
    "Comment",
    { type: "plain_text_input", action_id: "comment", initial_value: "as drafted" },
    "q3",
  ),
  {
    type: "section",
    block_id: "side",
    text: { type: "mrkdwn", text: "Language" },
    accessory: {
      type: "static_select",
      action_id: "language",
      options: [option("English", "en"), option("German", "de")],
    },
  },
  {
    type: "actions",
    block_id: "do",
    elements: [button("Submit", "submit"), button("Skip", "skip")],
  },
];

describe("a card in a direct message", () => {
  it("sends every stateful element with a click, touched or not", async () => {
    const clicks: BlockAction[] = [];
    const { sandbox, app } = await boltSandbox((bolt) => {
      bolt.action<BlockAction>(/.*/, async ({ body, ack }) => {
        await ack();
        clicks.push(body);
      });
    });
    const reviewer = sandbox.person(REVIEWER);
    const posted = await app.client.chat.postMessage({
      channel: reviewer.id,
      text: "Card",
      blocks: card,
    });
    const message = reviewer.latest();

    await reviewer.choose(message, "Verdict", "Fail");
    await reviewer.click(message, "Submit");

    expect(clicks).toHaveLength(1);
    expect(clicks[0]).toMatchObject({
      type: "block_actions",
      user: { id: reviewer.id },
      container: {
        type: "message",
        message_ts: posted.ts,
        channel_id: posted.channel,
        is_ephemeral: false,
      },
      message: { ts: posted.ts, text: "Card" },
      actions: [{ type: "button", action_id: "submit", block_id: "do", value: "value of submit" }],
    });
    expect(clicks[0]?.state?.values).toEqual({
      q1: { verdict: { type: "radio_buttons", selected_option: option("Fail") } },
      q2: { topics: { type: "checkboxes", selected_options: [] } },
      q3: { comment: { type: "plain_text_input", value: "as drafted" } },
      side: { language: { type: "static_select", selected_option: null } },
    });
  });

  it("tells the app at once of a choice outside an input block, and of nothing inside one", async () => {
    const actions: string[] = [];
    const { sandbox, app } = await boltSandbox((bolt) => {
      bolt.action(/.*/, async ({ action, ack }) => {
        await ack();
        if ("action_id" in action) actions.push(action.action_id);
      });
    });
    const reviewer = sandbox.person(REVIEWER);
    await app.client.chat.postMessage({ channel: reviewer.id, text: "Card", blocks: card });
    await reviewer.choose(reviewer.latest(), "Topics", ["Tone", "Facts"]);
    await reviewer.type(reviewer.latest(), "Comment", "typed");
    expect(actions).toEqual([]);
    await reviewer.choose(reviewer.latest(), "Language", "German");
    expect(actions).toEqual(["language"]);
  });

  it("dispatches typed characters and Enter as the input asks", async () => {
    const seen: string[] = [];
    const { sandbox, app } = await boltSandbox((bolt) => {
      bolt.action(/.*/, async ({ action, ack }) => {
        await ack();
        if (action.type === "plain_text_input") seen.push(`${action.action_id}: ${action.value}`);
      });
    });
    const reviewer = sandbox.person(REVIEWER);
    const typed = (action_id: string, on: "on_enter_pressed" | "on_character_entered") => ({
      ...input(
        action_id,
        {
          type: "plain_text_input" as const,
          action_id,
          dispatch_action_config: { trigger_actions_on: [on] },
        },
        action_id,
      ),
      dispatch_action: true,
    });
    await app.client.chat.postMessage({
      channel: reviewer.id,
      text: "Type",
      blocks: [typed("enter", "on_enter_pressed"), typed("each", "on_character_entered")],
    });
    const message = reviewer.latest();
    await reviewer.type(message, "enter", "p");
    expect(seen).toEqual([]);
    await reviewer.pressEnter(message, "enter");
    await reviewer.type(message, "each", "q");
    expect(seen).toEqual(["enter: p", "each: q"]);
  });

  it("keeps unsent input for each person alone and loses it when the message is redrawn", async () => {
    const { sandbox, app } = await boltSandbox(() => {});
    const [one, two] = [sandbox.person(REVIEWER), sandbox.person(OTHER)];
    const group = await app.client.conversations.open({ users: `${one.id},${two.id}` });
    const channel = group.channel?.id ?? "";
    const posted = await app.client.chat.postMessage({ channel, text: "Card", blocks: card });
    await one.choose(one.latest(), "Verdict", "Pass");
    await one.type(one.latest(), "Comment", "mine");

    expect(one.latest().state["q1"]?.["verdict"]?.["selected_option"]).toMatchObject({
      value: "pass",
    });
    expect(two.latest().state["q1"]?.["verdict"]?.["selected_option"]).toBeNull();

    await app.client.chat.update({ channel, ts: posted.ts ?? "", text: "Card", blocks: card });

    expect(one.latest().state["q1"]?.["verdict"]?.["selected_option"]).toBeNull();
    expect(one.latest().state["q3"]?.["comment"]?.["value"]).toBe("as drafted");
    expect(one.latest().edited).toBe(true);
  });

  it("replaces and deletes through the click's response_url", async () => {
    const { sandbox, app } = await boltSandbox((bolt) => {
      bolt.action("submit", async ({ ack, respond }) => {
        await ack();
        await respond({ text: "Done", replace_original: true });
      });
      bolt.action("skip", async ({ ack, respond }) => {
        await ack();
        await respond({ delete_original: true });
      });
    });
    const reviewer = sandbox.person(REVIEWER);
    await app.client.chat.postMessage({ channel: reviewer.id, text: "One", blocks: card });
    await reviewer.click(reviewer.latest(), "Submit");
    await reviewer.waitFor(({ messages }) => messages.at(-1)?.text === "Done", "the replaced card");
    expect(reviewer.latest().blocks).toEqual([]);

    await app.client.chat.postMessage({ channel: reviewer.id, text: "Two", blocks: card });
    await reviewer.click(reviewer.latest(), "Skip");
    await reviewer.waitFor(({ messages }) => messages.length === 1, "the deleted card");
  });

  it("shows a choice from an overflow menu and a click on an ephemeral message, which comes without the message", async () => {
    const bodies: BlockAction[] = [];
    const { sandbox, app } = await boltSandbox((bolt) => {
      bolt.action<BlockAction>(/.*/, async ({ body, ack, respond }) => {
        await ack();
        bodies.push(body);
        if (body.container["is_ephemeral"] === true) await respond({ delete_original: true });
      });
    });
    const reviewer = sandbox.person(REVIEWER);
    const { channel } = await app.client.chat.postMessage({
      channel: reviewer.id,
      text: "Menu",
      blocks: [
        {
          type: "actions",
          elements: [
            { type: "overflow", action_id: "more", options: [option("Later"), option("Never")] },
          ],
        },
      ],
    });
    await reviewer.click(reviewer.latest(), "more", "Never");
    expect(bodies[0]?.actions[0]).toMatchObject({
      type: "overflow",
      selected_option: { value: "never" },
    });

    await app.client.chat.postEphemeral({
      channel: channel ?? "",
      user: reviewer.id,
      text: "Only you",
      blocks: [{ type: "actions", elements: [button("Hide", "hide")] }],
    });
    await reviewer.click(reviewer.latest(), "Hide");
    expect(bodies[1]).not.toHaveProperty("message");
    await reviewer.waitFor(({ messages }) => messages.length === 1, "the ephemeral message gone");
  });

  it("lets a person dismiss what only they see", async () => {
    const { sandbox, app } = await boltSandbox(() => {});
    const reviewer = sandbox.person(REVIEWER);
    const { channel } = await app.client.chat.postMessage({ channel: reviewer.id, text: "Stays" });
    await app.client.chat.postEphemeral({
      channel: channel ?? "",
      user: reviewer.id,
      text: "Goes",
    });
    reviewer.dismiss(reviewer.latest());
    expect(reviewer.messages().map(({ text }) => text)).toEqual(["Stays"]);
    expect(() => reviewer.dismiss(reviewer.latest())).toThrow("dismissed");
  });

  it("says which buttons and fields there are when a script asks for another", async () => {
    const { sandbox, app } = await boltSandbox(() => {});
    const reviewer = sandbox.person(REVIEWER);
    await app.client.chat.postMessage({ channel: reviewer.id, text: "Card", blocks: card });
    const message = reviewer.latest();
    await expect(reviewer.click(message, "Sumbit")).rejects.toThrow('"Submit" (submit)');
    await expect(reviewer.choose(message, "Verdict", "Maybe")).rejects.toThrow('"Pass", "Fail"');
    await expect(reviewer.waitFor(() => false, "nothing", 50)).rejects.toThrow("Verdict");
    expect(shownText(message)).toContain("Language");
  });

  it("tells the person when the app does not acknowledge a click", async () => {
    const { sandbox, app } = await boltSandbox(() => {}, { ackTimeoutMs: 200 });
    const reviewer = sandbox.person(REVIEWER);
    await app.client.chat.postMessage({
      channel: reviewer.id,
      text: "Button",
      blocks: [{ type: "actions", elements: [button("Press", "press")] }],
    });
    await expect(reviewer.click(reviewer.latest(), "Press")).rejects.toThrow("did not respond");
  });
});
