import type { ModalView } from "@slack/types";
import type { App, SlashCommand, ViewClosedAction, ViewSubmitAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { button, input, modal, option, plain, radios } from "../support/blocks.js";
import { boltSandbox } from "../support/bolt.js";

const LEAD = "lead@example.com";

/** `/probe` opens this view. */
const opening = (view: ModalView) => (app: App) => {
  app.command("/probe", async ({ ack, client, command }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view });
  });
};

const text = input("Name", { type: "plain_text_input", action_id: "name", max_length: 5 }, "name");

describe("a modal", () => {
  it("opens, is checked by the client and sends its values", async () => {
    const submitted: ViewSubmitAction["view"][] = [];
    const { sandbox } = await boltSandbox((app) => {
      opening(
        modal(
          [
            text,
            input(
              "How many",
              {
                type: "number_input",
                action_id: "n",
                is_decimal_allowed: false,
                min_value: "1",
                max_value: "9",
              },
              "n",
            ),
            { ...input("Verdict", radios(), "verdict"), optional: true },
          ],
          { private_metadata: "kept" },
        ),
      )(app);
      app.view("form", async ({ ack, view }) => {
        await ack();
        submitted.push(view);
      });
    });
    const lead = sandbox.person(LEAD);
    await lead.command("/probe");
    await lead.waitFor(({ views }) => views.length === 1, "the modal");

    expect(await lead.submit()).toEqual([
      { blockId: "name", label: "Name", message: "Please complete this required field." },
      { blockId: "n", label: "How many", message: "Please complete this required field." },
    ]);
    await lead.type(lead.view(), "Name", "too long");
    await lead.type(lead.view(), "How many", "12");
    expect((await lead.submit()).map(({ message }) => message)).toEqual([
      "Must be no more than 5 characters.",
      "Must be no more than 9.",
    ]);
    expect(submitted).toEqual([]);

    await lead.type(lead.view(), "Name", "Ada");
    await lead.type(lead.view(), "How many", "3");
    expect(await lead.submit()).toEqual([]);
    expect(lead.views()).toEqual([]);
    expect(submitted[0]).toMatchObject({ callback_id: "form", private_metadata: "kept" });
    expect(submitted[0]?.state.values).toEqual({
      name: { name: { type: "plain_text_input", value: "Ada" } },
      n: { n: { type: "number_input", value: "3" } },
      verdict: { verdict: { type: "radio_buttons", selected_option: null } },
    });
  });

  it("shows the app's field errors and keeps what was typed", async () => {
    const { sandbox } = await boltSandbox((app) => {
      opening(modal([text]))(app);
      app.view("form", async ({ ack }) =>
        ack({ response_action: "errors", errors: { name: "Taken" } }),
      );
    });
    const lead = sandbox.person(LEAD);
    await lead.command("/probe");
    await lead.waitFor(({ views }) => views.length === 1, "the modal");
    await lead.type(lead.view(), "Name", "Ada");
    expect(await lead.submit()).toEqual([{ blockId: "name", label: "Name", message: "Taken" }]);
    expect(lead.view().state["name"]?.["name"]?.["value"]).toBe("Ada");
  });

  it("refuses field errors on a block that is no input", async () => {
    const { sandbox } = await boltSandbox((app) => {
      opening(modal([text, { type: "divider", block_id: "line" }]))(app);
      app.view("form", async ({ ack }) =>
        ack({ response_action: "errors", errors: { line: "No" } }),
      );
    });
    const lead = sandbox.person(LEAD);
    await lead.command("/probe");
    await lead.waitFor(({ views }) => views.length === 1, "the modal");
    await lead.type(lead.view(), "Name", "Ada");
    await expect(lead.submit()).rejects.toThrow("trouble connecting");
    expect(sandbox.calls.at(-1)).toMatchObject({
      method: "ack view_submission",
      ok: false,
      error: "invalid_arguments",
    });
  });

  it("is replaced, pushed onto and cleared by the answer to a submit", async () => {
    const { sandbox } = await boltSandbox((app) => {
      opening(modal([text]))(app);
      app.view("form", async ({ ack }) =>
        ack({ response_action: "update", view: modal([text], { callback_id: "second" }) }),
      );
      app.view("second", async ({ ack }) =>
        ack({ response_action: "push", view: modal([text], { callback_id: "third" }) }),
      );
      app.view("third", async ({ ack }) => ack({ response_action: "clear" }));
    });
    const lead = sandbox.person(LEAD);
    await lead.command("/probe");
    await lead.waitFor(({ views }) => views.length === 1, "the modal");
    await lead.type(lead.view(), "Name", "Ada");
    await lead.submit();
    expect(lead.views().map(({ callbackId }) => callbackId)).toEqual(["second"]);
    await lead.submit();
    expect(lead.views().map(({ callbackId }) => callbackId)).toEqual(["second", "third"]);
    await lead.type(lead.view(), "Name", "Bo");
    await lead.submit();
    expect(lead.views()).toEqual([]);
  });

  it("keeps unsent input across views.update only where block and action are unchanged", async () => {
    const second = input("Other", { type: "plain_text_input", action_id: "other" }, "other");
    const { sandbox, app } = await boltSandbox(opening(modal([text, second])));
    const lead = sandbox.person(LEAD);
    await lead.command("/probe");
    const view = await lead.waitFor(({ views }) => views[0], "the modal");
    await lead.type(view, "Name", "Ada");
    await lead.type(view, "Other", "gone");
    const renamed = input("Other", { type: "plain_text_input", action_id: "other" }, "other-2");
    await app.client.views.update({ view_id: view.id, view: modal([text, renamed]) });
    expect(lead.view().state["name"]?.["name"]?.["value"]).toBe("Ada");
    expect(lead.view().state["other-2"]?.["other"]?.["value"]).toBeNull();
    await app.client.views.update({ view_id: view.id, view: modal([text, second]) });
    expect(lead.view().state["other"]?.["other"]?.["value"]).toBeNull();
  });

  it("stacks three views and no fourth, and tells of a close where the view asks for it", async () => {
    const closed: ViewClosedAction[] = [];
    const refusals: string[] = [];
    const pushing = modal([{ type: "actions", elements: [button("More", "more")] }], {
      notify_on_close: true,
    });
    const { sandbox } = await boltSandbox((app) => {
      opening(pushing)(app);
      app.action("more", async ({ ack, body, client }) => {
        await ack();
        const trigger_id = "trigger_id" in body ? body.trigger_id : "";
        await client.views
          .push({ trigger_id, view: pushing })
          .catch((error: { readonly data: { readonly error: string } }) =>
            refusals.push(error.data.error),
          );
      });
      app.view({ type: "view_closed", callback_id: "form" }, async ({ ack, body }) => {
        await ack();
        if (body.type === "view_closed") closed.push(body);
      });
    });
    const lead = sandbox.person(LEAD);
    await lead.command("/probe");
    for (const height of [1, 2, 3]) {
      await lead.waitFor(({ views }) => views.length === height, `${height} modals`);
      await lead.click(lead.view(), "More");
    }
    await lead.waitFor(() => refusals.length === 1, "the refusal");
    expect(refusals).toEqual(["push_limit_reached"]);
    await lead.close();
    expect(lead.views()).toHaveLength(2);
    expect(closed.map(({ is_cleared }) => is_cleared)).toEqual([false]);
  });

  it("closes the whole stack with clear_on_close", async () => {
    const { sandbox } = await boltSandbox((app) => {
      opening(modal([text]))(app);
      app.view("form", async ({ ack }) =>
        ack({
          response_action: "push",
          view: modal([text], { callback_id: "top", clear_on_close: true }),
        }),
      );
    });
    const lead = sandbox.person(LEAD);
    await lead.command("/probe");
    await lead.waitFor(({ views }) => views.length === 1, "the modal");
    await lead.type(lead.view(), "Name", "Ada");
    await lead.submit();
    await lead.close();
    expect(lead.views()).toEqual([]);
  });

  it("serves typed search from the app, in messages and modals", async () => {
    const queries: string[] = [];
    const { sandbox } = await boltSandbox((app) => {
      opening(
        modal([
          input(
            "Experiment",
            { type: "external_select", action_id: "experiment", min_query_length: 1 },
            "e",
          ),
          input("People", { type: "multi_users_select", action_id: "people" }, "p"),
        ]),
      )(app);
      app.options("experiment", async ({ options, ack }) => {
        queries.push(options.value);
        await ack({ options: [option("Support bot", "17"), option("Search", "18")] });
      });
      app.view("form", async ({ ack, view }) => {
        await ack({
          response_action: "update",
          view: modal([], { title: plain(answer(view.state.values)) }),
        });
      });
    });
    const answer = (values: ViewSubmitAction["view"]["state"]["values"]) =>
      `${String(values["e"]?.["experiment"]?.selected_option?.value)} for ${String(values["p"]?.["people"]?.selected_users?.length)}`;
    const lead = sandbox.person(LEAD);
    await lead.command("/probe");
    await lead.waitFor(({ views }) => views.length === 1, "the modal");
    await expect(lead.choose(lead.view(), "Experiment", "Support bot")).rejects.toThrow(
      "not offered",
    );
    await lead.choose(lead.view(), "Experiment", { query: "sup", option: "Support bot" });
    await lead.choose(lead.view(), "People", [
      "reviewer-one@example.com",
      "reviewer-two@example.com",
    ]);
    await lead.submit();
    expect(queries).toEqual(["sup"]);
    expect(lead.view().title).toBe("17 for 2");
  });

  it("refuses options that are too long", async () => {
    const { sandbox } = await boltSandbox((app) => {
      opening(
        modal([input("X", { type: "external_select", action_id: "x", min_query_length: 0 }, "x")]),
      )(app);
      app.options("x", async ({ ack }) => ack({ options: [option("a".repeat(76), "v")] }));
    });
    const lead = sandbox.person(LEAD);
    await lead.command("/probe");
    await lead.waitFor(({ views }) => views.length === 1, "the modal");
    await expect(lead.choose(lead.view(), "X", { query: "", option: "any" })).rejects.toThrow(
      "could not be loaded",
    );
    expect(sandbox.calls.at(-1)?.messages?.[0]).toContain("must be less than 76 characters");
  });
});

describe("a trigger", () => {
  it("opens one thing, within three seconds", async () => {
    let nowMs = Date.now();
    let command: SlashCommand | undefined;
    const { sandbox, app } = await boltSandbox(
      (bolt) => {
        bolt.command("/probe", async (args) => {
          await args.ack();
          command = args.command;
        });
      },
      { clock: { nowMs: () => nowMs } },
    );
    const lead = sandbox.person(LEAD);
    const open = () =>
      app.client.views.open({ trigger_id: command?.trigger_id ?? "", view: modal([text]) }).then(
        () => "opened",
        (error: { readonly data: { readonly error: string } }) => error.data.error,
      );
    await lead.command("/probe");
    expect(await open()).toBe("opened");
    expect(await open()).toBe("exchanged_trigger_id");
    await lead.command("/probe");
    nowMs += 3_001;
    expect(await open()).toBe("expired_trigger_id");
  });
});
