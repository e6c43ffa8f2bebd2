"""Reads data sets as JSON and prints each statistic as the Python packages compute it; null where they have none."""

import itertools
import json
import math
import sys
import warnings
from collections import Counter

import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

warnings.filterwarnings("ignore")


def number(compute):
    """A finite number, or None where the package raises or answers NaN."""
    try:
        with np.errstate(all="ignore"):
            value = float(compute())
    except (ValueError, AssertionError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) else None


def alpha(rows, scale, domain=None):
    data = np.array([[np.nan if v is None else v for v in row] for row in rows], dtype=float)
    return number(lambda: krippendorff.alpha(data, value_domain=domain, level_of_measurement=scale))


def set_metric(weigh):
    """A distance of sets that are bits of a number, in the form that the package asks for."""

    def distance(a, b):
        common, union = bin(a & b).count("1"), bin(a | b).count("1")
        return 0.0 if a == b else 1 - common / union * weigh(a, b)

    def metric(v1, v2, i1, i2, n_v, dtype=np.float64):
        return np.vectorize(lambda a, b: distance(int(a), int(b)), otypes=[dtype])(v1, v2)

    return metric


def masi_weight(a, b):
    return 2 / 3 if a & b in (a, b) else 1 / 3 if a & b else 0


def columns(rows):
    return [[v for v in column if v is not None] for column in zip(*rows)]


def fleiss(rows):
    units = [unit for unit in columns(rows) if len(unit) > 1]
    if not units:
        return None
    sizes = Counter(map(len, units))
    size = max(sizes, key=lambda n: (sizes[n], n))
    table, _ = aggregate_raters([unit for unit in units if len(unit) == size])
    return number(lambda: fleiss_kappa(table))


def percent(rows):
    units = [
        [a == b for a, b in itertools.combinations(unit, 2)] for unit in columns(rows) if len(unit) > 1
    ]
    if not units:
        return {"perItem": None, "pooled": None}
    pooled = [same for unit in units for same in unit]
    return {
        "perItem": sum(sum(unit) / len(unit) for unit in units) / len(units),
        "pooled": sum(pooled) / len(pooled),
    }


def kappa(a, b, weights, labels):
    both = [(x, y) for x, y in zip(a, b) if x is not None and y is not None]
    if not both:
        return None
    if labels is None:
        # The package takes no fractions as labels; their places in order are the same to it.
        used = sorted({v for pair in both for v in pair})
        both = [(used.index(x), used.index(y)) for x, y in both]
    x, y = zip(*both)
    return number(lambda: cohen_kappa_score(list(x), list(y), weights=weights, labels=labels))


def kappas(rows, labels):
    return [
        {
            "raters": [i, j],
            "shared": sum(x is not None and y is not None for x, y in zip(rows[i], rows[j])),
            "none": kappa(rows[i], rows[j], None, labels),
            "linear": kappa(rows[i], rows[j], "linear", labels),
            "quadratic": kappa(rows[i], rows[j], "quadratic", labels),
        }
        for i, j in itertools.combinations(range(len(rows)), 2)
    ]


def answer(case):
    rows = case["rows"]
    labels = None if case["categories"] is None else list(range(case["categories"]))
    return {
        "isPairable": any(len(unit) > 1 for unit in columns(rows)),
        "percent": percent(rows),
        "fleiss": fleiss(rows),
        "alpha": {scale: alpha(rows, scale) for scale in ("nominal", "ordinal", "interval", "ratio")},
        "kappas": kappas(rows, labels),
    }


def answer_sets(rows):
    return {
        "isPairable": any(len(unit) > 1 for unit in columns(rows)),
        "jaccard": alpha(rows, set_metric(lambda a, b: 1)),
        "masi": alpha(rows, set_metric(masi_weight)),
    }


given = json.load(sys.stdin)
json.dump(
    {"numbers": [answer(case) for case in given["numbers"]], "sets": [answer_sets(rows) for rows in given["sets"]]},
    sys.stdout,
)
