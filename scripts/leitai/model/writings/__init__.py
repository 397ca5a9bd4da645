"""What people write: cases, meetings, ledgers; how much a write-up tells, what it rests on, what became of a problem."""
