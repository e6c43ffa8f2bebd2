"""Deals items evenly as src/core/dealing.ts does: each to the two people with the smallest shares, in plain Python."""

import heapq

from measure import measured

PEOPLE, LABELS = 200, 2


def prepare(size):
    def work():
        shares = [(0, person) for person in range(PEOPLE)]
        dealt = 0
        for _ in range(size):
            taken = [heapq.heappop(shares) for _ in range(LABELS)]
            for share, person in taken:
                heapq.heappush(shares, (share + 1, person))
                dealt += 1
        counts = [share for share, _ in shares]
        return {"dealt": dealt, "spread": max(counts) - min(counts)}

    return work


measured(prepare)
