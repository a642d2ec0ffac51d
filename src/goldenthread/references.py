"""References of our own: short, random, easy to read out, and telling nothing about the child."""

from goldenthread import world

# No vowels (no words by accident) and nothing that is mistaken for something else on paper or the telephone.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


def _characters(count: int) -> str:
    """Unbiased choice of `count` characters: bytes beyond the last whole multiple are thrown away."""
    limit = 256 - 256 % len(LETTERS)
    chosen: list[str] = []
    while len(chosen) < count:
        chosen += [LETTERS[byte % len(LETTERS)] for byte in world.random_bytes(count * 2) if byte < limit]
    return "".join(chosen[:count])


def new_reference() -> str:
    """A reference such as K7QM-4T: 28^7 of them, so a clash is caught by the column being unique."""
    text = _characters(7)
    return f"{text[:4]}-{text[4:]}"


def new_key() -> str:
    """22 or more random characters, for ids that nobody should be able to guess (frames, invitations)."""
    return _characters(28)
