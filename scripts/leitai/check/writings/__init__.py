"""Rules on what people write: cases, meetings, programmes, ledgers, addresses."""
