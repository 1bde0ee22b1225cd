"""The secret key of the embedded modes: made once, kept in var/, readable by its owner only."""

import os
import secrets
import tempfile
from pathlib import Path


def baca_atau_buat_kunci(path: Path) -> str:
    """Return the key in `path`; of two processes that start at once, one makes it and both read the same."""
    if not path.exists():
        fd, sementara = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(fd, "w", encoding="ascii") as berkas:
            berkas.write(secrets.token_urlsafe(64))
        try:
            os.link(sementara, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(sementara)
    return path.read_text(encoding="ascii").strip()
