"""Alpha with the package `krippendorff` over the same labels as src/core/alpha.ts."""

import krippendorff
import numpy as np
from measure import measured

RATERS, CATEGORIES = 5, 7


def prepare(size):
    unit = np.arange(size // 4)[None, :]
    rater = np.arange(RATERS)[:, None]
    is_off = (unit * 31 + rater * 17) % 11 < 4
    values = ((unit + np.where(is_off, rater, 0)) % CATEGORIES).astype(float)
    values[(unit + rater) % 5 == 0] = np.nan
    return lambda: {
        level: krippendorff.alpha(reliability_data=values, level_of_measurement=level)
        for level in ("nominal", "interval")
    }


measured(prepare)
