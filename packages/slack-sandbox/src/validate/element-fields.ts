import { z } from "zod";
import { confirm, identifier, plainText } from "./composition.js";
import { LIMITS } from "./limits.js";

/** Fields of elements: every one that acts. */
export const actionable = { action_id: identifier.optional() };
/** Fields of elements: those that may ask first. */
export const confirmable = { ...actionable, confirm: confirm.optional() };
/** Fields of elements: those that may have the focus. */
export const focusable = { ...actionable, focus_on_load: z.boolean().optional() };
/** Fields of elements: those that show a hint inside. */
export const placeholder = { placeholder: plainText(LIMITS.placeholder).optional() };
/** Fields of elements: choices without a hint inside. */
export const picker = { ...confirmable, ...focusable };
/** Fields of elements: choices with one. */
export const select = { ...picker, ...placeholder };
