import { readFileSync } from "node:fs";

/**
 * The most memory that this process held, in MiB. Linux counts, in what `getrusage` tells, the memory of the process that
 * started this one: there the figure comes from `/proc` (proc_pid_status(5)).
 */
export function peakMiB(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS / 1024;
  const status = readFileSync("/proc/self/status", "utf8");
  return Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1]) / 1024;
}
