export type { Violation, ViolationRule } from "./validate/violation.js";
export { validateMessage, type MessageDraft, type MessageRoute } from "./validate/message.js";
export { validateView } from "./validate/view.js";
