import type { WireBlock } from "../../src/control/protocol.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const text = (value: string, style?: Record<string, boolean>) => ({
  type: "text",
  text: value,
  ...(style === undefined ? {} : { style }),
});
const section = (...elements: object[]) => ({ type: "rich_text_section", elements });
const option = (value: string, label: string, description?: string) => ({
  text: plain(label),
  value,
  ...(description === undefined ? {} : { description: plain(description) }),
});
const button = (actionId: string, label: string, more: object = {}) => ({
  type: "button",
  action_id: actionId,
  text: plain(label),
  ...more,
});
const input = (blockId: string, label: string, element: object, more: object = {}) => ({
  type: "input",
  block_id: blockId,
  label: plain(label),
  element: { action_id: "value", ...element },
  ...more,
});

/** The invitation that starts a reviewer's part. */
export const INVITATION: readonly WireBlock[] = [
  { type: "header", text: plain("You are asked to review 25 conversations") },
  {
    type: "section",
    text: mrkdwn(
      "*support-bot answers · 2026-11-23*\nfrom <@UDANA> · due <!date^1795870800^{date_long}|Friday>",
    ),
  },
  {
    type: "section",
    text: mrkdwn(
      "Say whether each answer is correct and what a correct one must contain. About 20 minutes.",
    ),
  },
  {
    type: "actions",
    block_id: "invite",
    elements: [
      button("start", "Start", { style: "primary" }),
      button("guidelines", "Guidelines", { url: "https://example.com/guidelines" }),
      button("not_now", "Not now"),
    ],
  },
];

/** A card with inputs in the message. */
export const CARD: readonly WireBlock[] = [
  {
    type: "section",
    block_id: "head",
    text: mrkdwn("*7 of 25* · support-bot answers · 2026-11-23"),
    accessory: {
      type: "overflow",
      action_id: "more",
      options: [
        option("guidelines", "Guidelines"),
        option("form", "Open as form"),
        option("undo", "Undo last"),
        option("pause", "Pause for today"),
        option("report", "Report a problem with this card"),
      ],
    },
  },
  { type: "divider" },
  { type: "context", elements: [mrkdwn("*User*")] },
  {
    type: "rich_text",
    elements: [section(text("My order is delayed. Where is it? Can I still change the address?"))],
  },
  { type: "context", elements: [mrkdwn("*Assistant*")] },
  {
    type: "rich_text",
    elements: [
      section(
        text("Your parcel left our warehouse on "),
        text("12 November", { bold: true }),
        text(" and should arrive within two working days. While it is on its way you can:"),
      ),
      {
        type: "rich_text_list",
        style: "bullet",
        elements: [
          section(text("follow it with "), {
            type: "link",
            url: "https://example.com/track/4711",
            text: "your tracking link",
          }),
          section(text("ask the carrier for another address, "), text("once", { italic: true })),
        ],
      },
      {
        type: "rich_text_list",
        style: "bullet",
        indent: 1,
        elements: [section(text("only within the same postcode"))],
      },
      section(
        text("The order is "),
        text("4711", { code: true }),
        text(". Is there anything else?"),
      ),
    ],
  },
  {
    type: "context",
    elements: [mrkdwn('Looked up: `orders.find {"id": 4711}` → shipped 2026-11-12 · 2 more steps')],
  },
  {
    type: "actions",
    block_id: "links",
    elements: [
      button("show_all", "Show all (3 steps, 4,210 characters)"),
      button("open", "Open in MLflow", { url: "https://example.com/mlflow" }),
    ],
  },
  { type: "divider" },
  input(
    "q.correct",
    "Is the answer correct?",
    { type: "radio_buttons", options: [option("0", "Correct"), option("1", "Incorrect")] },
    { hint: plain("Judge what it says, not how it says it.") },
  ),
  input("q.why", "Why?", { type: "plain_text_input", max_length: 3000 }, { optional: true }),
  input(
    "q.facts",
    "Which facts must a correct answer contain?",
    { type: "plain_text_input", multiline: true, placeholder: plain("One fact per line") },
    { optional: true },
  ),
  {
    type: "actions",
    block_id: "submit",
    elements: [
      button("submit", "Submit", { style: "primary" }),
      button("later", "Later"),
      button("cannot", "Can't judge"),
      button("exclude", "Not reviewable", {
        style: "danger",
        confirm: {
          title: plain("Take this one out?"),
          text: plain("Nobody will be asked about it in this session. You can undo it."),
          confirm: plain("Take it out"),
          deny: plain("Keep it"),
          style: "danger",
        },
      }),
    ],
  },
];

/** Everything else that the page can draw. */
export const GALLERY: readonly WireBlock[] = [
  {
    type: "alert",
    text: plain("MLflow does not answer at the moment. Your answers are safe here."),
    level: "warning",
  },
  {
    type: "section",
    fields: [
      mrkdwn("*Agreement*\n0.62 (fair)"),
      mrkdwn("*Answers*\n46 of 75"),
      mrkdwn("*Due*\nFri 28 Nov"),
      mrkdwn("*Waiting*\n3 disagreements"),
    ],
  },
  {
    type: "rich_text",
    elements: [
      {
        type: "rich_text_preformatted",
        language: "json",
        elements: [text('{\n  "order": 4711,\n  "status": "shipped <!channel>"\n}')],
      },
      { type: "rich_text_quote", elements: [text("Apologise and give the tracking link.")] },
      {
        type: "rich_text_list",
        style: "ordered",
        elements: [
          section(text("Look the order up")),
          section(text("Answer "), { type: "user", user_id: "UANA" }, text(" and "), {
            type: "broadcast",
            range: "here",
          }),
        ],
      },
      {
        type: "rich_text_list",
        style: "ordered",
        indent: 1,
        elements: [section(text("politely "), { type: "emoji", name: "wave" })],
      },
    ],
  },
  {
    type: "table",
    column_settings: [{ is_wrapped: true }, { align: "right" }],
    rows: [
      [
        { type: "raw_text", text: "Record" },
        { type: "raw_text", text: "Facts" },
      ],
      [
        { type: "raw_text", text: "My order is delayed. Where is it?" },
        { type: "raw_number", value: 2, text: "2" },
      ],
      [
        { type: "raw_text", text: "Can I cancel?" },
        { type: "raw_number", value: 1, text: "1" },
      ],
    ],
  },
  {
    type: "section",
    block_id: "pick",
    text: mrkdwn(
      "Who decides? ~Nobody~ _somebody_, see <https://example.com/policy|the policy> &amp; `a < b`.",
    ),
    accessory: {
      type: "users_select",
      action_id: "decider",
      placeholder: plain("Choose a person"),
    },
  },
  { type: "carousel", elements: [] },
];

/** The form for a new session. */
export const NEW_SESSION: readonly WireBlock[] = [
  input("name", "Name", {
    type: "plain_text_input",
    initial_value: "support-bot answers 2026-11-23",
  }),
  input(
    "experiment",
    "Experiment",
    { type: "external_select", placeholder: plain("Search"), min_query_length: 0 },
    { hint: plain("Experiments that Labeldesk may use.") },
  ),
  input("traces", "Traces", {
    type: "radio_buttons",
    initial_option: option("newest", "The newest", "500 match; the newest 50 will be added"),
    options: [
      option("newest", "The newest", "500 match; the newest 50 will be added"),
      option("errors", "Those with errors"),
      option("filter", "An MLflow filter"),
    ],
  }),
  input("questions", "Questions", {
    type: "multi_static_select",
    placeholder: plain("Choose questions"),
    initial_options: [
      option("expected_facts", "expected_facts"),
      option("response_quality", "response_quality"),
    ],
    option_groups: [
      {
        label: plain("In this experiment"),
        options: [
          option("response_quality", "response_quality", "Is the answer good?"),
          option("tone", "tone"),
        ],
      },
      {
        label: plain("Built in"),
        options: [option("expected_facts", "expected_facts"), option("guidelines", "guidelines")],
      },
    ],
  }),
  input("reviewers", "Reviewers", {
    type: "multi_users_select",
    placeholder: plain("Choose people"),
  }),
  input("count", "Newest", {
    type: "number_input",
    is_decimal_allowed: false,
    min_value: "1",
    max_value: "500",
    initial_value: "50",
  }),
  input("due", "Due", { type: "datepicker", initial_date: "2026-11-28" }, { optional: true }),
  input("remind", "Remind at", { type: "timepicker", initial_time: "09:00" }, { optional: true }),
  input(
    "also",
    "Also",
    {
      type: "checkboxes",
      options: [
        option("open", "Reviewers may see each other's answers"),
        option("dm", "Tell me when all is done"),
      ],
    },
    { optional: true },
  ),
];

/** The app's Home. */
export const HOME: readonly WireBlock[] = [
  { type: "header", text: plain("Your reviews") },
  {
    type: "section",
    block_id: "s1",
    text: mrkdwn("*support-bot answers · 2026-11-23*\n7 of 25 · due Fri · about 13 min left"),
    accessory: button("continue", "Continue", { style: "primary" }),
  },
  {
    type: "section",
    block_id: "s2",
    text: mrkdwn("*pricing page bot · 2026-11-20*\n12 of 12, open for changes"),
    accessory: button("see", "See my answers"),
  },
  { type: "context", elements: [mrkdwn("Reminders: weekdays 09:00-17:00, Europe/Berlin")] },
  { type: "divider" },
  { type: "header", text: plain("Your sessions") },
  {
    type: "section",
    block_id: "s3",
    text: mrkdwn(
      "*support-bot answers · 2026-11-23*\n▓▓▓▓▓▓░░░░ 61 % · 46 of 75 answers\nAna 25/25 · Ben 14/25 · Cleo 7/25",
    ),
    accessory: button("open", "Open"),
  },
  { type: "actions", block_id: "new", elements: [button("new_session", "New session")] },
];
