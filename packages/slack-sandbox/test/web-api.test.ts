import { describe, expect, it } from "vitest";
import { plain } from "./support/blocks.js";
import { botClient, sandboxForTest } from "./support/bolt.js";
import { call, refusal } from "./support/calls.js";

const REVIEWER = "reviewer-one@example.com";

describe("the Web API", () => {
  it("tells who the app is", async () => {
    const sandbox = await sandboxForTest();
    expect(await botClient(sandbox).auth.test()).toMatchObject({
      ok: true,
      team_id: sandbox.teamId,
      user_id: sandbox.botUserId,
    });
  });

  it("refuses methods that Slack does not have, and calls without a token", async () => {
    const sandbox = await sandboxForTest();
    expect((await refusal(call(sandbox, "chat.shout"))).error).toBe("unknown_method");
    const response = await fetch(`${sandbox.apiUrl}chat.postMessage`, { method: "POST" });
    expect(await response.json()).toEqual({ ok: false, error: "not_authed" });
    expect(sandbox.calls.map(({ error }) => error)).toEqual(["unknown_method", "not_authed"]);
    expect(JSON.stringify(sandbox.calls)).not.toContain("xoxb");
  });

  it("takes JSON bodies as well as forms", async () => {
    const sandbox = await sandboxForTest();
    const response = await fetch(`${sandbox.apiUrl}chat.postMessage`, {
      method: "POST",
      headers: { authorization: `Bearer ${sandbox.botToken}`, "content-type": "application/json" },
      body: JSON.stringify({
        channel: sandbox.person(REVIEWER).id,
        text: "Hello",
        blocks: [{ type: "divider" }],
      }),
    });
    expect(await response.json()).toMatchObject({ ok: true, message: { text: "Hello" } });
  });

  it("names what is wrong with blocks by JSON pointer", async () => {
    const sandbox = await sandboxForTest();
    const channel = sandbox.person(REVIEWER).id;
    const refused = await refusal(
      call(sandbox, "chat.postMessage", {
        channel,
        text: "x",
        blocks: [{ type: "header", text: plain("a".repeat(151)) }],
      }),
    );
    expect(refused.error).toBe("invalid_blocks");
    expect(refused.errors).toEqual([
      "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ]);
    // The client adds what it says itself.
    expect(refused.response_metadata?.messages).toContain(
      "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    );
  });

  const posts: readonly (readonly [string, string, Record<string, unknown>])[] = [
    ["an unknown conversation", "channel_not_found", { channel: "D404", text: "x" }],
    ["nothing to say", "no_text", {}],
    ["blocks that are no JSON", "invalid_blocks_format", { blocks: "[{" }],
    [
      "more text in blocks than Slack takes",
      "msg_blocks_too_long",
      { text: "x", blocks: fiveSections() },
    ],
    [
      "metadata without an event type",
      "invalid_metadata_format",
      { text: "x", metadata: { event_payload: {} } },
    ],
    ["markdown beside text", "markdown_text_conflict", { text: "x", markdown_text: "y" }],
    ["a thread that is not there", "thread_not_found", { text: "x", thread_ts: "1.000001" }],
    ["attachments", "invalid_attachments", { text: "x", attachments: [{ text: "old" }] }],
  ];
  it.each(posts)("refuses a post with %s: %s", async (_what, code, fields) => {
    const sandbox = await sandboxForTest();
    const channel = sandbox.person(REVIEWER).id;
    expect((await refusal(call(sandbox, "chat.postMessage", { channel, ...fields }))).error).toBe(
      code,
    );
    expect(sandbox.messages()).toEqual([]);
  });

  it("cuts the text of a post at 40,000 characters", async () => {
    const sandbox = await sandboxForTest();
    await call(sandbox, "chat.postMessage", {
      channel: sandbox.person(REVIEWER).id,
      text: "a".repeat(40_001),
    });
    expect(sandbox.messages()[0]?.text).toHaveLength(40_000);
  });

  it("updates only what it wrote, by the conversation's id, with at most 4,000 characters of text", async () => {
    const sandbox = await sandboxForTest();
    const client = botClient(sandbox);
    const reviewer = sandbox.person(REVIEWER);
    const posted = await client.chat.postMessage({
      channel: reviewer.id,
      text: "x",
      blocks: [{ type: "divider" }],
    });
    const { channel = "", ts = "" } = posted;
    const update = (fields: Record<string, unknown>) =>
      refusal(call(sandbox, "chat.update", { channel, ts, text: "y", ...fields }));
    expect((await update({ channel: reviewer.id })).error).toBe("channel_not_found");
    expect((await update({ ts: "1.000001" })).error).toBe("message_not_found");
    expect((await update({ text: "a".repeat(4_001) })).error).toBe("msg_too_long");
    await reviewer.command("typed by a person");
    const typed = sandbox.messages().at(-1);
    expect((await update({ ts: typed?.ts })).error).toBe("cant_update_message");
    expect((await refusal(call(sandbox, "chat.delete", { channel, ts: typed?.ts }))).error).toBe(
      "cant_delete_message",
    );
    await client.chat.update({ channel, ts, text: "new" });
    expect(sandbox.messages()[0]).toMatchObject({ text: "new", blocks: [{ type: "divider" }] });
    await client.chat.update({ channel, ts, text: "bare", blocks: [] });
    expect(sandbox.messages()[0]).toMatchObject({ text: "bare", blocks: [] });
    await client.chat.delete({ channel, ts });
    expect(sandbox.messages(channel).map(({ byApp }) => byApp)).toEqual([false]);
  });

  it("does not find ephemeral messages again", async () => {
    const sandbox = await sandboxForTest();
    const client = botClient(sandbox);
    const { id } = sandbox.person(REVIEWER);
    const opened = await client.conversations.open({ users: id });
    const channel = opened.channel?.id ?? "";
    const { message_ts: ts = "" } = await client.chat.postEphemeral({
      channel,
      user: id,
      text: "x",
    });
    expect((await refusal(client.chat.update({ channel, ts, text: "y" }))).error).toBe(
      "message_not_found",
    );
    const other = sandbox.person("lead@example.com").id;
    expect(
      (await refusal(client.chat.postEphemeral({ channel, user: other, text: "x" }))).error,
    ).toBe("user_not_in_channel");
    expect((await client.conversations.history({ channel })).messages).toEqual([]);
  });

  it("reads history and threads, newest and oldest first, with metadata only when asked", async () => {
    const sandbox = await sandboxForTest();
    const client = botClient(sandbox);
    const metadata = { event_type: "card", event_payload: { outbox_id: "7" } };
    const post = (text: string, thread_ts?: string) =>
      client.chat.postMessage({
        channel: sandbox.person(REVIEWER).id,
        text,
        metadata,
        ...(thread_ts === undefined ? {} : { thread_ts }),
      });
    const first = await post("one");
    const channel = first.channel ?? "";
    await post("two");
    await post("reply", first.ts);

    const history = await client.conversations.history({ channel, include_all_metadata: true });
    expect(history.messages?.map(({ text }) => text)).toEqual(["two", "one"]);
    expect(history.messages?.[0]?.metadata).toEqual(metadata);
    const bare = await client.conversations.history({ channel, limit: 1 });
    expect(bare.messages?.[0]).not.toHaveProperty("metadata");
    expect(bare.has_more).toBe(true);
    const next = await client.conversations.history({
      channel,
      limit: 1,
      cursor: bare.response_metadata?.next_cursor ?? "",
    });
    expect(next.messages?.map(({ text }) => text)).toEqual(["one"]);
    const later = await client.conversations.history({ channel, oldest: first.ts ?? "" });
    expect(later.messages?.map(({ text }) => text)).toEqual(["two"]);
    const thread = await client.conversations.replies({ channel, ts: first.ts ?? "" });
    expect(thread.messages?.map(({ text }) => text)).toEqual(["one", "reply"]);
    expect(sandbox.person(REVIEWER).latest()).toMatchObject({ text: "reply", threadTs: first.ts });
    const link = await client.chat.getPermalink({ channel, message_ts: first.ts ?? "" });
    expect(link.permalink).toBe(`${sandbox.url}archives/${channel}/p${first.ts?.replace(".", "")}`);
  });

  it("keeps metadata over an update that names none", async () => {
    const sandbox = await sandboxForTest();
    const client = botClient(sandbox);
    const metadata = { event_type: "card", event_payload: { id: "1" } };
    const { channel = "", ts = "" } = await client.chat.postMessage({
      channel: sandbox.person(REVIEWER).id,
      text: "x",
      metadata,
    });
    await client.chat.update({ channel, ts, text: "y" });
    expect(sandbox.messages()[0]?.metadata).toEqual(metadata);
  });

  it("knows people by id and e-mail, with time zone and flags, and tells no e-mail of a bot", async () => {
    const sandbox = await sandboxForTest({
      people: [
        {
          name: "ada",
          email: "Ada@Example.com",
          timeZone: "Asia/Kolkata",
          isAdmin: true,
          locale: "de-DE",
        },
        { name: "gone", email: "gone@example.com", isDeactivated: true },
        { name: "robot", email: "robot@example.com", isBot: true },
        { name: "guest", email: "guest@example.com", isGuest: true },
      ],
      userGroups: [{ id: "S1", members: ["ada@example.com"] }],
    });
    const client = botClient(sandbox);
    const found = await client.users.lookupByEmail({ email: "ADA@example.com" });
    const user = found.user?.id ?? "";
    expect((await client.users.info({ user, include_locale: true })).user).toMatchObject({
      tz: "Asia/Kolkata",
      tz_offset: 19_800,
      is_admin: true,
      locale: "de-DE",
      profile: { email: "ada@example.com" },
    });
    expect((await client.usergroups.users.list({ usergroup: "S1" })).users).toEqual([user]);
    const all = (await client.users.list({})).members ?? [];
    expect(all.find(({ name }) => name === "robot")?.profile).not.toHaveProperty("email");
    expect(all.find(({ name }) => name === "guest")).toMatchObject({ is_restricted: true });
    const gone = all.find(({ name }) => name === "gone");
    expect(gone).toMatchObject({ deleted: true });
    const code = async (promise: Promise<unknown>) => (await refusal(promise)).error;
    expect(await code(client.users.lookupByEmail({ email: "gone@example.com" }))).toBe(
      "users_not_found",
    );
    expect(await code(client.users.info({ user: "U404" }))).toBe("user_not_found");
    expect(await code(client.chat.postMessage({ channel: gone?.id ?? "", text: "x" }))).toBe(
      "user_disabled",
    );
    expect(await code(client.usergroups.users.list({ usergroup: "S2" }))).toBe("no_such_subteam");
  });

  it("shares an uploaded file in a thread", async () => {
    const sandbox = await sandboxForTest();
    const client = botClient(sandbox);
    const parent = await client.chat.postMessage({
      channel: sandbox.person(REVIEWER).id,
      text: "Card",
    });
    await client.filesUploadV2({
      channel_id: parent.channel ?? "",
      thread_ts: parent.ts ?? "",
      filename: "trace.json",
      content: '{"question":"why"}',
      initial_comment: "The whole trace",
    });
    const shared = sandbox.person(REVIEWER).latest();
    expect(shared).toMatchObject({
      threadTs: parent.ts,
      text: "The whole trace",
      files: [{ name: "trace.json", mimetype: "application/json", sizeBytes: 18 }],
    });
    const bytes = await fetch(`${sandbox.url}sandbox/file/${shared.files[0]?.id}`);
    expect(await bytes.text()).toBe('{"question":"why"}');
  });

  it("reacts once", async () => {
    const sandbox = await sandboxForTest();
    const client = botClient(sandbox);
    const { channel = "", ts = "" } = await client.chat.postMessage({
      channel: sandbox.person(REVIEWER).id,
      text: "x",
    });
    const react = () => client.reactions.add({ channel, timestamp: ts, name: "eyes" });
    await react();
    expect((await refusal(react())).error).toBe("already_reacted");
  });
});

function fiveSections(): readonly object[] {
  return Array.from({ length: 5 }, () => ({ type: "section", text: plain("a".repeat(2_500)) }));
}
