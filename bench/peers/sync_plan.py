"""Plans the sync of src/core/sync-plan.ts as a notebook would: a dictionary by MLflow's own key, records one by one."""

import json

from measure import measured

RECORDS_PER_LABEL = 10


def inputs_of(number):
    return json.dumps({"question": f"Where is parcel {number}?", "customer": number})


def key_of(text):
    return json.dumps(json.loads(text), sort_keys=True)


def prepare(size):
    labels = [(inputs_of(n * RECORDS_PER_LABEL * 2), f"Fact {n}") for n in range(size)]

    def work():
        wanted = {key_of(text): {"expected_response": value} for text, value in labels}
        matched, changed = set(), 0
        for number in range(size * RECORDS_PER_LABEL):
            key = key_of(inputs_of(number))
            if key not in wanted:
                continue
            matched.add(key)
            present = {"expected_response": f"Fact {number // (RECORDS_PER_LABEL * 2)}" if number % 3 else "Old"}
            changed += {**present, **wanted[key]} != present
        return {
            "inserts": len(wanted) - len(matched),
            "updates": changed,
            "unchanged": len(matched) - changed,
        }

    return work


measured(prepare)
