import { plainText, section } from "@labeldesk/block-kit";
import type { KnownBlock, ModalView, PlainTextElement } from "@slack/types";

/** The words Slack gives room for in a modal's title and buttons. */
const MAX_TITLE_CHARS = 24;

/** A modal of ours. `metadata` goes with it to its submission: ids only. */
export function modal(view: {
  readonly callbackId: string;
  readonly title: string;
  readonly submit?: string;
  readonly close?: string;
  readonly metadata?: unknown;
  readonly blocks: KnownBlock[];
}): ModalView {
  return {
    type: "modal",
    callback_id: view.callbackId,
    title: words(view.title),
    close: words(view.close ?? (view.submit === undefined ? "Close" : "Cancel")),
    ...(view.submit === undefined ? {} : { submit: words(view.submit) }),
    private_metadata: view.metadata === undefined ? "" : JSON.stringify(view.metadata),
    blocks: view.blocks,
  };
}

/** A modal that says one thing. */
export function notice(title: string, sentence: string): ModalView {
  return modal({ callbackId: "notice", title, blocks: [section(plainText(sentence))] });
}

/** What stands in a modal while its content is being read: a modal must open within three seconds. */
export function loading(title: string): ModalView {
  return notice(title, "One moment …");
}

function words(text: string): PlainTextElement {
  return plainText(text, MAX_TITLE_CHARS);
}
