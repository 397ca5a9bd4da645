"""The command line: `leitai …`."""

from leitai.cli.main import main as main
