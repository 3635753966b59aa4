"""Calendar parts of Unix microseconds by int64 arithmetic, exact before 1970 too."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.prepare.plans import DATE_PARTS, DAY_US, HOUR_US


def date_parts(micros: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Parts [N, 6] in the order of `DATE_PARTS` of times [N]; INT64_MIN gives NaN.

    Proleptic Gregorian calendar; days to dates after Howard Hinnant, "chrono-Compatible Low-Level
    Date Algorithms" (civil_from_days).
    """
    missing = micros == np.iinfo(np.int64).min
    times = np.where(missing, 0, micros)
    days = times // DAY_US
    shifted = days + 719_468
    era = shifted // 146_097
    day_of_era = shifted - era * 146_097
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month_from_march = (5 * day_of_year + 2) // 153
    parts = np.empty((len(micros), len(DATE_PARTS)), dtype=np.float32)
    parts[:, 0] = year_of_era + era * 400 + (month_from_march >= 10)
    parts[:, 1] = month_from_march + 3 - 12 * (month_from_march >= 10)
    parts[:, 2] = day_of_year - (153 * month_from_march + 2) // 5 + 1
    parts[:, 3] = (days + 3) % 7
    parts[:, 4] = times % DAY_US // HOUR_US
    parts[:, 5] = days
    parts[missing] = np.nan
    return parts
