"""A report as one canonical text: what is hashed, frozen, shown and printed."""

import hashlib
import json
from datetime import date
from typing import Any

Isi = dict[str, Any]
FORMAT, VERSI_FORMAT = "zi-laporan-berkala", 1
TANGGAL = {"awal", "akhir", "per", "mulai", "selesai", "realisasi", "tenggat", "tanggal", "disetujui"}


def ke_teks(isi: Isi) -> str:
    """Sorted keys, days as 2026-03-31, a newline at the end; empty values stay, so all keys are always there."""
    return json.dumps(isi, ensure_ascii=False, sort_keys=True, indent=1, default=date.isoformat) + "\n"


def baca(teks: str) -> Isi:
    """Back, with days as dates."""
    return json.loads(teks, object_hook=_hari)


def sidik(teks: str) -> str:
    return hashlib.sha256(teks.encode()).hexdigest()


def _hari(isi: Isi) -> Isi:
    return {k: date.fromisoformat(v) if k in TANGGAL and isinstance(v, str) and v else v for k, v in isi.items()}
