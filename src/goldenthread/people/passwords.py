"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 46 MiB and two passes in one lane: 0.1 to 0.3 s of one core.

    More than OWASP's least (46 MiB, one pass). Django's own 100 MiB in eight lanes takes twice the time of a core,
    so that a few sign-ins at once would hold up everybody's pages on a small server.
    """

    time_cost = 2
    memory_cost = 47104
    parallelism = 1
