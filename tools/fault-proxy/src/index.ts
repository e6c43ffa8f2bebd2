export type { Fault, FaultEffect, FaultRule } from "./fault.js";
export { startFaultProxy } from "./fault-proxy.js";
export type { FaultProxy, SeenRequest } from "./fault-proxy.js";
