"""What an evaluator reads of a plan whose next version is being written: the requirements of the version in force.

A higher app knows the versions and answers by settings.NASKAH_BERLAKU: a function from a person to a list of
NaskahBerlaku. Here is the shape of the answer.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from zi.rencana.models import RencanaKerja
from zi.satker.queries import hak


@dataclass(frozen=True)
class AreaBerlaku:
    kode: str
    nama: str


@dataclass(frozen=True)
class SyaratBerlaku:
    """A requirement with the words of the version; `uraian`: those of its row, empty below an area."""

    teks: str
    uraian: str
    area: AreaBerlaku | None
    jenis: tuple[str, ...] = ()
    tanggal: date | None = None


@dataclass(frozen=True)
class NaskahBerlaku:
    """A version in force; `syarat` by their permanent ids, in the order of the document."""

    rencana: RencanaKerja
    versi: int
    nomor: int
    syarat: dict[str, SyaratBerlaku]

    @property
    def area(self) -> list[AreaBerlaku]:
        """The areas that ask for something, in the order of the document."""
        return list(dict.fromkeys(s.area for s in self.syarat.values() if s.area))


def naskah_berlaku(user: Any) -> list[NaskahBerlaku]:
    """The versions that stand in for plans hidden from `user`, read once per request."""
    if not hak(user).evaluasi:
        return []
    if not hasattr(user, "_berlaku"):
        user._berlaku = import_string(settings.NASKAH_BERLAKU)(user)
    return user._berlaku


def semua_berlaku(user: Any) -> dict[str, SyaratBerlaku]:
    """The requirements of all these versions by their permanent ids."""
    return {uid: s for naskah in naskah_berlaku(user) for uid, s in naskah.syarat.items()}
