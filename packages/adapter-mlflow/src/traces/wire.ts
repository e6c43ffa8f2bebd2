import { z } from "zod";
import { NextPage, listOf } from "../wire/page.js";
import { WireTraceInfo } from "../wire/trace-info.js";
import { WireTrace } from "../wire/trace.js";

export const TracesAnswer = z.looseObject({ traces: listOf(WireTrace) });
export const TraceInfoAnswer = z.looseObject({
  trace: z.looseObject({ trace_info: WireTraceInfo }),
});
export const TraceInfosAnswer = z.looseObject({ trace_infos: listOf(WireTraceInfo) });
export const TraceSearchAnswer = NextPage.extend({ traces: listOf(WireTraceInfo) }).loose();
