/**
 * Slack's limits, from its Block Kit reference (https://docs.slack.dev/reference/block-kit) and method pages. Lengths are
 * in UTF-16 code units, which never count less than characters. This table is the sandbox's own, so that it checks an
 * app's tables independently.
 */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  /**
   * All visible text of a message's blocks. Slack documents no number; apps were refused with `msg_blocks_too_long` from
   * about 12,000 characters on (https://github.com/slackapi/bolt-js/issues/2509). Does not hold for a `response_url`.
   */
  messageBlockText: 12_000,
  /** `text` of `chat.postMessage`; longer text is cut. */
  postText: 40_000,
  /** `text` of `chat.update` (https://docs.slack.dev/reference/methods/chat.update). */
  updateText: 4_000,
  /** Bytes of a view as JSON. */
  viewBytes: 250 * 1024,
  privateMetadata: 3_000,
  id: 255,
  text: 3_000,
  sectionText: 3_000,
  sectionField: 2_000,
  sectionFields: 10,
  header: 150,
  alert: 200,
  modalTitle: 24,
  modalButton: 24,
  inputLabel: 2_000,
  inputHint: 2_000,
  imageAlt: 2_000,
  imageTitle: 2_000,
  url: 3_000,
  actionsElements: 25,
  contextElements: 10,
  contextActionsElements: 5,
  markdown: 12_000,
  tableRows: 100,
  tableColumns: 20,
  tableText: 10_000,
  dataTableRows: 101,
  dataTableText: 20_000,
  dataTablePage: 100,
  carouselCards: 10,
  containerChildren: 10,
  cardText: 200,
  shortTitle: 150,
  videoTitle: 200,
  videoAuthor: 50,
  buttonText: 75,
  buttonValue: 2_000,
  accessibilityLabel: 75,
  placeholder: 150,
  optionText: 75,
  optionDescription: 75,
  optionValue: 150,
  groupLabel: 75,
  choiceOptions: 10,
  overflowOptions: 5,
  selectOptions: 100,
  selectGroups: 100,
  textInput: 3_000,
  richTextInputLines: 100,
  files: 10,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;
