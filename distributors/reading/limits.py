"""How large a file of sales may be, in all its ways: what is past these is refused before it costs anything."""

MOST_BYTES = 200_000_000
"""Of a file as it is handed over: a million rows with thirteen columns come to about half of it."""

MOST_ROWS = 2_000_000

MOST_COLUMNS = 200

MOST_LINE = 200_000
"""Letters of one line of text, and of one cell that runs over several lines."""

MOST_LINES = 5_000
"""Lines of one document."""

MOST_UNPACKED = 1_500_000_000
"""Bytes that a packed file says it unpacks to, all parts together."""

MOST_SHARED = 60_000_000
"""Bytes of an Excel file's table of texts, the one part that is held in memory whole."""

MOST_SMALL_PART = 20_000_000
"""Bytes of an Excel file's styles and lists, which are held in memory too."""

MOST_PARTS = 2_000
"""Parts that an Excel file is made of."""

MOST_INVOICES = 10_000
"""E-invoices packed together."""

MOST_HEAD_ROWS = 30
"""Rows among which the names of the columns must stand: titles and blank rows come before them."""
