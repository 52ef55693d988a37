"""`python -m visions`, for where the command is not on the path."""

from visions.cli.main import run

run()
