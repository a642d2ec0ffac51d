"""The one way in which a receipt becomes bytes, and the hashes taken of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FORMAT = "goldenthread-draw/1"
SEAL = "receipt_sha256"


def canonical(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces and no ASCII escaping.

    Raises ValueError for what has no such form (not-a-number, half of a surrogate pair) and TypeError for what is not
    JSON.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def sha256_of(value: Any) -> str:
    """Hex SHA-256 of the canonical form: the frame's hash, and that of the excluded."""
    return hashlib.sha256(canonical(value)).hexdigest()


def commitment_to(nonce: str) -> str:
    """Hex SHA-256 of the 32 bytes of a nonce: shown before anything is drawn, so that the nonce cannot be changed.

    `nonce` is 64 lower-case hex digits. Raises ValueError for anything else.
    """
    return hashlib.sha256(nonce_bytes(nonce)).hexdigest()


def nonce_bytes(nonce: str) -> bytes:
    """The 32 bytes of a nonce written as 64 lower-case hex digits. Raises ValueError for anything else."""
    if len(nonce) != 64 or not set(nonce) <= set("0123456789abcdef"):
        raise ValueError("A nonce is 64 hex digits, in lower case.")
    return bytes.fromhex(nonce)


def seal_of(receipt: Mapping[str, Any]) -> str:
    """Hex SHA-256 of the receipt without its seal.

    The hashes of the arithmetic bind the frame, the entries and the picks. The seal adds what no arithmetic touches,
    such as the moments and the reason of a quota, so that one changed byte anywhere shows.
    """
    return sha256_of({key: value for key, value in receipt.items() if key != SEAL})


def sealed(receipt: Mapping[str, Any]) -> dict[str, Any]:
    """The receipt with its seal, made anew."""
    return {**receipt, SEAL: seal_of(receipt)}
