"""How dates are written in English here: day, month, year, nothing abbreviated."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
TIME_FORMAT = "H:i"
