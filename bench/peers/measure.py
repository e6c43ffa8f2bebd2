"""Runs a peer once, and prints what came of it as src/run-case.ts does: `python <peer>.py <size>`."""

import json
import re
import resource
import sys
import time


def measured(prepare):
    work = prepare(int(sys.argv[1]))
    start = time.perf_counter()
    outcome = work()
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "peakMiB": peak_mib(), "outcome": outcome}))


def peak_mib():
    """The most memory that this process held. See src/peak-memory.ts for why Linux is asked otherwise."""
    if sys.platform == "linux":
        with open("/proc/self/status") as status:
            return int(re.search(r"VmHWM:\s*(\d+) kB", status.read())[1]) / 1024
    # Kibibytes, on macOS bytes: getrusage(2).
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
