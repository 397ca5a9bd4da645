"""`python -m leitai …`: where there is no `leitai` on the path."""

from leitai.cli import main

main()
