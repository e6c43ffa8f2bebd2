import type { Button, InputBlock, ModalView, PlainTextElement, RadioButtons } from "@slack/types";

export const plain = (text: string): PlainTextElement => ({ type: "plain_text", text });

export const option = (text: string, value = text.toLowerCase()) => ({ text: plain(text), value });

export const button = (text: string, action_id: string): Button => ({
  type: "button",
  text: plain(text),
  action_id,
  value: `value of ${action_id}`,
});

export const radios = (action_id = "verdict"): RadioButtons => ({
  type: "radio_buttons",
  action_id,
  options: [option("Pass"), option("Fail")],
});

export const input = (
  label: string,
  element: InputBlock["element"],
  block_id: string,
): InputBlock => ({
  type: "input",
  block_id,
  label: plain(label),
  element,
});

export const modal = (blocks: ModalView["blocks"], extra: Partial<ModalView> = {}): ModalView => ({
  type: "modal",
  callback_id: "form",
  title: plain("Form"),
  submit: plain("Send"),
  blocks,
  ...extra,
});
