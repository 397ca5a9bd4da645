"""One module per kind of file: what is declared there once, reader, record, handbook and privacy screen follow."""
