/**
 * Slack's limits, one place. Numbers are characters (UTF-16 code units) unless the name says otherwise. Sources: the reference pages
 * of Slack's documentation, https://docs.slack.dev/reference, each entry naming the page below that address.
 */
export const SLACK_LIMITS = {
  /** `/block-kit/blocks` */
  messageBlocks: 50,
  /** `/block-kit/blocks` */
  modalBlocks: 100,
  /** `/views`, `view_too_large`; bytes of the JSON text */
  viewBytes: 250_000,
  /** `/block-kit/composition-objects/text-object` */
  textObject: 3000,
  /** `/block-kit/blocks/section-block` */
  sectionText: 3000,
  /** `/block-kit/blocks/context-block` */
  contextElements: 10,
  /** `/block-kit/blocks/actions-block` */
  actionsElements: 25,
  /** `/block-kit/blocks/input-block` */
  inputLabel: 2000,
  /** `/block-kit/blocks/input-block` */
  inputHint: 2000,
  /** `/block-kit/blocks` */
  blockId: 255,
  /** `/block-kit/block-elements` */
  actionId: 255,
  /** `/views`; also `submit` and `close` */
  modalTitle: 24,
  /** `/views` */
  privateMetadata: 3000,
  /** `/block-kit/block-elements/button-element`; about 30 are visible */
  buttonText: 75,
  /** `/block-kit/block-elements/button-element` */
  buttonValue: 2000,
  /** `/block-kit/block-elements/button-element` */
  buttonUrl: 3000,
  /** `/block-kit/block-elements/button-element` */
  accessibilityLabel: 75,
  /** `/block-kit/composition-objects/option-object` */
  optionText: 75,
  /** `/block-kit/composition-objects/option-object` says 150, the types of the SDK say 75: the smaller one is safe */
  optionValue: 75,
  /** `/block-kit/block-elements/radio-button-group-element`, `/block-kit/block-elements/checkboxes-element` */
  radioOptions: 10,
  /** `/block-kit/block-elements/select-menu-element`; also the options of one group */
  selectOptions: 100,
  /** `/block-kit/block-elements/overflow-menu-element` */
  overflowOptions: 5,
  /** `/block-kit/block-elements` */
  placeholder: 150,
  /** `/block-kit/block-elements/plain-text-input-element`, `max_length` */
  inputValue: 3000,
  /** `/block-kit/blocks/rich-text-block`, `indent` */
  listIndent: 8,
  /** `/methods/chat.update`, else `msg_too_long` */
  fallbackText: 4000,
} as const;

/** What Labeldesk allows itself. */
export const BUDGETS = {
  /** Text of all blocks of one message: Slack refuses somewhere above 11,000 without documenting it (slackapi/bolt-js#2509, #2867). */
  messageChars: 9000,
  messageBlocks: 45,
  modalBlocks: 90,
  /** JSON text of one view; the rest is Slack's own envelope. */
  viewBytes: 230_000,
  /** The questions of an inline card; the trace gets the rest of the message. */
  questionChars: 3500,
  /** More questions than this are a form, as Slack's design guide advises (https://docs.slack.dev/block-kit/designing-with-block-kit). */
  inlineQuestions: 6,
  /** What was asked, on a card and above a form. */
  requestChars: 1500,
  /** What was answered, on a card and above a form. */
  answerChars: 3000,
  /** Recorded text on one page of "Show all". */
  pageChars: 9000,
  /** The notification text. */
  notificationChars: 300,
  /** JSON text of the questions alone; the form adds excerpt and earlier answers. */
  questionBytes: 120_000,
} as const;
