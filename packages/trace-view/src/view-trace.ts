import type { Trace } from "@labeldesk/core";
import type { TraceView } from "./trace-view.js";

/** Turns any trace into what a person needs to see of it. Never throws on odd content: it shows what it finds. */
export declare function viewTrace(trace: Trace): TraceView;
