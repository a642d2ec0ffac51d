"""The world of the matrix, for what must hold on every page of it."""

from tests.matrix.conftest import asker, pytest_terminal_summary, world

__all__ = ["asker", "pytest_terminal_summary", "world"]
