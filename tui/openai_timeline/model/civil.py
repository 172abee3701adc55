"""Calendar arithmetic on whole days in the proleptic Gregorian calendar, for any year.

A day is an integer: days since 1970-01-01. Years are astronomical (0 is 1 BC, -43 is 44 BC), as in ISO 8601.
`datetime` is not used because it ends at the years 1 and 9999.
"""

DAY_SECONDS = 86_400
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_EPOCH = 719_162  # days from 0001-01-01 to 1970-01-01
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097  # the Gregorian calendar repeats


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """The number of days in a month (1 to 12)."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


def year_start(year: int) -> int:
    """The day of 1 January."""
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400 - _EPOCH


def month_start(year: int, month: int) -> int:
    """The day on which a month (1 to 12) begins."""
    start = year_start(year) + _BEFORE[month - 1]
    return start + 1 if month > 2 and is_leap(year) else start


def civil(day: int) -> tuple[int, int, int]:
    """Year, month and day of the month of a day."""
    cycles, rest = divmod(day + _EPOCH, _CYCLE_DAYS)
    # As leap days are not spread evenly, the estimate may be wrong by a year either way.
    year = cycles * _CYCLE_YEARS + rest * _CYCLE_YEARS // _CYCLE_DAYS + 1
    if year_start(year) > day:
        year -= 1
    elif year_start(year + 1) <= day:
        year += 1
    month = min((day - year_start(year)) // 29 + 1, 12)
    while month_start(year, month) > day:
        month -= 1
    return year, month, day - month_start(year, month) + 1


def day_of_week(day: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return (day + 3) % 7


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """The year and month that lie so many months later (or earlier, where negative)."""
    years, index = divmod(month - 1 + months, 12)
    return year + years, index + 1
