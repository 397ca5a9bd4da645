"""Files beside the pages: tables, JSON, calendars, and the data package that describes them."""
