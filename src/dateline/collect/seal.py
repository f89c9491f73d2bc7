"""Sealing captures with the desk's key, so that a copied or seized archive does not tell them.

AES-256 in Galois counter mode (NIST SP 800-38D) of the package cryptography; each sealed file
begins with its own random nonce and is bound to the digest in its name.
"""

import os
import secrets
from pathlib import Path

from dateline.errors import DeskError

MAGIC = b"DATELINE-SEALED-1\n"
_NONCE = 12  # bytes
_KEY = 32  # bytes


def make_key(path: Path) -> bytes:
    """The key in a file; a new one is made, readable by its owner alone, where there is none.

    Raises:
        DeskError: the file cannot be written, or holds no key.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        found = read_key(path)
        if found is None:
            raise DeskError(f"{path} holds no key. Put the desk's own key back.") from None
        return found
    except OSError as fault:
        raise DeskError(
            f"No key could be made at {path}: {fault.strerror}. Name another file as `key` under "
            "[desk] in desk.toml."
        ) from fault
    key = secrets.token_bytes(_KEY)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def read_key(path: Path) -> bytes | None:
    """The key in a file; None where there is none."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
    return key if len(key) == _KEY else None


def seal(key: bytes, sha256: str, content: bytes) -> bytes:
    """Content that only the key opens again."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return MAGIC + nonce + AESGCM(key).encrypt(nonce, content, sha256.encode())


def unseal(key: bytes, sha256: str, sealed: bytes) -> bytes | None:
    """What was sealed; None where the key is another one, or the bytes were changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    body = sealed.removeprefix(MAGIC)
    if len(body) == len(sealed) or len(body) <= _NONCE:
        return None
    try:
        return AESGCM(key).decrypt(body[:_NONCE], body[_NONCE:], sha256.encode())
    except InvalidTag:
        return None
