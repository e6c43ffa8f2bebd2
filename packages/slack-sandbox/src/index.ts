export { startSandbox, type Sandbox } from "./sandbox.js";
export type {
  SandboxAppOptions,
  SandboxClock,
  SandboxOptions,
  SandboxUserGroup,
} from "./options.js";
export type { NewMember } from "./members.js";
export type { Message as SandboxPost, MessageMetadata } from "./messages.js";
export type { DisconnectReason } from "./socket-mode.js";
export type { ApiCall } from "./web-api/web-api.js";
export type { Fault } from "./web-api/faults.js";
export type { FieldError, SandboxPerson, Shown } from "./person.js";
export { GestureFailed } from "./person-failure.js";
export type { FieldValue, Query } from "./person-values.js";
export { shownText } from "./shown-text.js";
export type { Violation, ViolationRule } from "./validate/violation.js";
export { validateMessage, type MessageDraft, type MessageRoute } from "./validate/message.js";
export { validateView } from "./validate/view.js";
export type * from "./control/protocol.js";
