import type { RefusalReason } from "@labeldesk/core";

/** Why a click was refused, for the person who made it. */
export function refusalSentence(reason: RefusalReason): string {
  switch (reason) {
    case "unknown-session":
      return "This session was deleted, so the answer could not be saved.";
    case "session-closed":
      return "This session is closed, so the answer could not be saved. Its lead can open it again.";
    case "not-assigned":
      return "You are no longer a reviewer of this session, so the answer could not be saved.";
    case "unknown-item":
      return "This trace is no longer part of the session, so the answer could not be saved.";
    case "item-excluded":
      return "This trace was marked as not reviewable, so the answer could not be saved.";
    case "not-offered":
      return "This trace was not given to you, so the answer could not be saved.";
  }
}
