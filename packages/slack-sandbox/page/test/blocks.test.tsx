import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { PersonState, StateValues, WireBlock } from "../../src/control/protocol.js";
import { BlockList } from "../blocks/block-list.js";
import { ContainerScopeContext } from "../elements/container-scope.js";
import { createGestures } from "../live/create-gestures.js";
import { InputOutbox } from "../live/input-outbox.js";
import { createSandboxApi } from "../live/sandbox-api.js";
import { WorkspaceContext } from "../live/workspace-context.js";

const ME = {
  id: "U1",
  name: "ana",
  realName: "Ana",
  email: "ana@example.com",
  timeZone: "Europe/Berlin",
  isAdmin: false,
  isBot: false,
};
const STATE: PersonState = {
  me: ME,
  people: [ME],
  app: { name: "Labeldesk", connected: true, commands: ["/label"] },
  messages: [],
  views: [],
};
const plain = (text: string) => ({ type: "plain_text", text });
const option = (value: string, text: string) => ({ value, text: plain(text) });

interface Given {
  readonly state?: StateValues;
  readonly errors?: Readonly<Record<string, string>>;
}

/** The blocks as HTML; nothing is ever sent. */
function draw(blocks: readonly WireBlock[], { state = {}, errors = {} }: Given = {}): string {
  const api = createSandboxApi(() => Promise.reject(new Error("Drawing sends nothing.")));
  const outbox = new InputOutbox(api.input, () => {});
  const gestures = createGestures(api, outbox, ME.id, () => {});
  const container = { kind: "view", viewId: "V1" } as const;
  return renderToStaticMarkup(
    <WorkspaceContext
      value={{ state: STATE, api, outbox, gestures, notice: undefined, dismissNotice: () => {} }}
    >
      <ContainerScopeContext value={{ container, state, errors }}>
        <BlockList blocks={blocks} />
      </ContainerScopeContext>
    </WorkspaceContext>,
  );
}

const HOSTILE = "<img src=x onerror=alert(1)><script>x</script>";

describe("blocks", () => {
  it.each([
    ["header", { type: "header", text: plain(HOSTILE) }],
    ["section", { type: "section", text: { type: "mrkdwn", text: HOSTILE } }],
    ["fields", { type: "section", fields: [plain(HOSTILE)] }],
    ["context", { type: "context", elements: [{ type: "mrkdwn", text: `\`${HOSTILE}\`` }] }],
    ["rich text", richText(HOSTILE)],
    ["table", { type: "table", rows: [[{ type: "raw_text", text: HOSTILE }]] }],
    ["alert", { type: "alert", text: plain(HOSTILE) }],
    ["unknown", { type: HOSTILE, x: HOSTILE }],
  ])("never turn the text of a %s into markup", (_kind, block) => {
    const html = draw([block]);
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain("&lt;script&gt;");
  });

  it("show a block that is not known as its JSON", () => {
    const html = draw([{ type: "carousel", elements: [{ title: "Kept" }] }]);
    expect(html).toContain("carousel");
    expect(html).toContain("Kept");
  });

  it("survive blocks whose fields are missing or of another type", () => {
    const types = ["header", "section", "context", "actions", "input", "rich_text", "table"];
    const broken = types.map((type) => ({
      type,
      text: 5,
      elements: "x",
      rows: [1],
      element: null,
    }));
    expect(() => draw(broken)).not.toThrow();
  });

  it("tie an input to its label, its error and its hint", () => {
    const block = {
      type: "input",
      block_id: "b",
      label: plain("Score"),
      hint: plain("From 1 to 5."),
      optional: true,
      element: { type: "number_input", action_id: "a" },
    };
    const html = draw([block], { errors: { b: "Too high." } });
    const control = /<input[^>]*>/.exec(html)?.[0] ?? "";
    const id = /\sid="([^"]+)"/.exec(control)?.[1];
    const described = /aria-describedby="(\S+) (\S+)"/.exec(control);
    expect(html).toContain(`for="${id}"`);
    expect(html).toMatch(new RegExp(`id="${described?.[1]}"[^>]*>Too high\\.`));
    expect(html).toMatch(new RegExp(`id="${described?.[2]}"[^>]*>From 1 to 5\\.`));
    expect(control).toContain('aria-invalid="true"');
    expect(html).toContain("(optional)");
  });

  it("show what the server holds rather than what the app began with", () => {
    const element = { type: "plain_text_input", action_id: "a", initial_value: "first" };
    const block = { type: "input", block_id: "b", label: plain("Name"), element };
    expect(draw([block])).toContain('value="first"');
    const held = { b: { a: { type: "plain_text_input", value: "typed" } } };
    expect(draw([block], { state: held })).toContain('value="typed"');
    const cleared = { b: { a: { type: "plain_text_input", value: null } } };
    expect(draw([block], { state: cleared })).toContain('value=""');
  });

  it("check the chosen of radio buttons, in a group that its label names", () => {
    const element = {
      type: "radio_buttons",
      action_id: "a",
      options: [option("0", "Correct"), option("1", "Incorrect")],
    };
    const block = { type: "input", block_id: "b", label: plain("Is it?"), element };
    const state = {
      b: { a: { type: "radio_buttons", selected_option: option("1", "Incorrect") } },
    };
    const html = draw([block], { state });
    const labelId = /aria-labelledby="([^"]+)"[^>]*role="radiogroup"/.exec(html)?.[1];
    expect(html).toMatch(new RegExp(`id="${labelId}"[^>]*>Is it\\?`));
    const [correct, incorrect] = html.match(/<input[^>]*type="radio"[^>]*>/g) ?? [];
    expect(correct).not.toContain("checked");
    expect(incorrect).toContain("checked");
  });

  it("open the address of a button in a new tab, and only a safe one", () => {
    const button = (url: string) => ({
      type: "actions",
      elements: [{ type: "button", action_id: "a", text: plain("Open"), url }],
    });
    expect(draw([button("https://example.com")])).toMatch(
      /<a[^>]*href="https:\/\/example\.com"[^>]*target="_blank"[^>]*rel="noopener noreferrer"/,
    );
    expect(draw([button("javascript:alert(1)")])).not.toContain("javascript:");
  });
});

function richText(text: string): WireBlock {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
  };
}
