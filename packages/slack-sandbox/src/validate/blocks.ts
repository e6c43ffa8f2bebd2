import { z } from "zod";
import {
  anyText,
  bounded,
  checkImageSource,
  identifier,
  imageSource,
  mrkdwn,
  plainText,
  report,
} from "./composition.js";
import {
  actionsElement,
  cardButton,
  contextActionsElement,
  imageElement,
  inputElement,
  sectionAccessory,
} from "./elements.js";
import { LIMITS } from "./limits.js";
import { richTextBlock } from "./rich-text.js";

const common = { block_id: identifier.optional() };

const section = z
  .strictObject({
    type: z.literal("section"),
    ...common,
    text: anyText(LIMITS.sectionText).optional(),
    fields: z.array(anyText(LIMITS.sectionField)).min(1).max(LIMITS.sectionFields).optional(),
    accessory: sectionAccessory.optional(),
    expand: z.boolean().optional(),
  })
  .superRefine((block, context) => {
    if (block.text !== undefined || block.fields !== undefined) return;
    report(context, "missing_field", [], "must define either `text` or `fields`");
  });

const contextBlock = z.strictObject({
  type: z.literal("context"),
  ...common,
  elements: z
    .array(
      z.discriminatedUnion("type", [imageElement, plainText(LIMITS.text), mrkdwn(LIMITS.text)]),
    )
    .min(1)
    .max(LIMITS.contextElements),
});

const image = z
  .strictObject({
    type: z.literal("image"),
    ...common,
    alt_text: bounded(LIMITS.imageAlt),
    title: plainText(LIMITS.imageTitle).optional(),
    ...imageSource,
  })
  .superRefine(checkImageSource);

const card = z.strictObject({
  type: z.literal("card"),
  ...common,
  hero_image: imageElement.optional(),
  icon: imageElement.optional(),
  title: mrkdwn(LIMITS.shortTitle).optional(),
  subtitle: mrkdwn(LIMITS.shortTitle).optional(),
  body: mrkdwn(LIMITS.cardText).optional(),
  actions: z.array(cardButton).min(1).optional(),
});

const rawText = z.strictObject({ type: z.literal("raw_text"), text: z.string() });
const rawNumber = z.strictObject({
  type: z.literal("raw_number"),
  value: z.number(),
  text: z.string(),
});
const cell = z.discriminatedUnion("type", [rawText, rawNumber, richTextBlock]);
const row = z.array(cell).min(1).max(LIMITS.tableColumns);

const table = z.strictObject({
  type: z.literal("table"),
  ...common,
  rows: z.array(row).min(1).max(LIMITS.tableRows),
  column_settings: z
    .array(
      z.strictObject({
        align: z.enum(["left", "center", "right"]).optional(),
        is_wrapped: z.boolean().optional(),
      }),
    )
    .max(LIMITS.tableColumns)
    .optional(),
});

const dataTable = z.strictObject({
  type: z.literal("data_table"),
  ...common,
  rows: z.array(row).min(1).max(LIMITS.dataTableRows),
  caption: z.string().min(1),
  page_size: z.int().min(1).max(LIMITS.dataTablePage).optional(),
  row_header_column_index: z.int().min(0).optional(),
});

const taskCard = z.strictObject({
  type: z.literal("task_card"),
  ...common,
  task_id: z.string().min(1),
  title: z.string().min(1),
  details: richTextBlock.optional(),
  output: richTextBlock.optional(),
  sources: z
    .array(
      z.strictObject({ type: z.literal("url"), url: bounded(LIMITS.url), text: z.string().min(1) }),
    )
    .optional(),
  status: z.enum(["pending", "in_progress", "complete", "error"]),
});

const video = z.strictObject({
  type: z.literal("video"),
  ...common,
  video_url: bounded(LIMITS.url),
  thumbnail_url: bounded(LIMITS.url),
  alt_text: bounded(LIMITS.imageAlt),
  title: plainText(LIMITS.videoTitle),
  title_url: bounded(LIMITS.url).optional(),
  author_name: bounded(LIMITS.videoAuthor).optional(),
  provider_name: z.string().optional(),
  provider_icon_url: bounded(LIMITS.url).optional(),
  description: plainText(LIMITS.videoTitle).optional(),
});

const actions = z.strictObject({
  type: z.literal("actions"),
  ...common,
  elements: z.array(actionsElement).min(1).max(LIMITS.actionsElements),
});

const divider = z.strictObject({ type: z.literal("divider"), ...common });

const header = z.strictObject({
  type: z.literal("header"),
  ...common,
  text: plainText(LIMITS.header),
});

const input = z.strictObject({
  type: z.literal("input"),
  ...common,
  label: plainText(LIMITS.inputLabel),
  element: inputElement,
  hint: plainText(LIMITS.inputHint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});

const childBlock = z.discriminatedUnion("type", [
  actions,
  contextBlock,
  divider,
  header,
  image,
  section,
  richTextBlock,
  table,
  video,
]);

const container = z.strictObject({
  type: z.literal("container"),
  ...common,
  title: plainText(LIMITS.shortTitle).optional(),
  rich_text_title: richTextBlock.optional(),
  subtitle: anyText(LIMITS.shortTitle).optional(),
  child_blocks: z.array(childBlock).min(1).max(LIMITS.containerChildren),
  width: z.enum(["narrow", "standard", "wide", "full"]).optional(),
  icon: imageElement.optional(),
  is_collapsible: z.boolean().optional(),
  default_collapsed: z.boolean().optional(),
  has_header_divider: z.boolean().optional(),
});

/** Every block that an app may send, on whichever surface. Slack's own `file` block is read back only. */
export const anyBlock = z.discriminatedUnion("type", [
  actions,
  z.strictObject({
    type: z.literal("alert"),
    ...common,
    text: anyText(LIMITS.alert),
    level: z.enum(["default", "info", "warning", "error", "success"]).optional(),
  }),
  card,
  z.strictObject({
    type: z.literal("carousel"),
    ...common,
    elements: z.array(card).min(1).max(LIMITS.carouselCards),
  }),
  container,
  contextBlock,
  z.strictObject({
    type: z.literal("context_actions"),
    ...common,
    elements: z.array(contextActionsElement).min(1).max(LIMITS.contextActionsElements),
  }),
  dataTable,
  divider,
  header,
  image,
  input,
  z.strictObject({ type: z.literal("markdown"), ...common, text: bounded(LIMITS.markdown) }),
  richTextBlock,
  section,
  table,
  taskCard,
  z.strictObject({
    type: z.literal("plan"),
    ...common,
    title: z.string().min(1),
    tasks: z.array(taskCard).optional(),
  }),
  video,
]);
