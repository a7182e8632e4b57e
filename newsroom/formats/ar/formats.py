"""Django's own Arabic formats leave date and time in American order and numbers without grouping."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "Y/m/d"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
SHORT_DATETIME_FORMAT = "Y/m/d H:i"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
# Ours; Django has none for a day in little room, nor for a year.
DAY_FORMAT = "l j F Y"
SHORT_DAY_FORMAT = "j\u00a0M"
YEAR_FORMAT = "Y"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
