"""The rights of a person: his roles that are in force today, read once per request."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser

from zi.satker.models import Peran

J = Peran.Jenis
TIM = frozenset({J.ANGGOTA, J.KOORDINATOR, J.KETUA_TIM})
SATKER_SENDIRI = TIM | {J.KEPALA, J.ADMIN_SATKER}


@dataclass(frozen=True)
class Hak:
    """The roles of one person that are in force today."""

    peran: tuple[Peran, ...] = field(default=())

    def di(self, satker_id: int, *jenis: str) -> tuple[Peran, ...]:
        """The roles in one unit, of the given kinds (none given: all)."""
        return tuple(p for p in self.peran if p.satker_id == satker_id and (not jenis or p.jenis in jenis))

    def punya(self, satker_id: int, *jenis: str) -> bool:
        return bool(self.di(satker_id, *jenis))

    def area(self, satker_id: int, *jenis: str) -> frozenset[str]:
        """Codes of the areas in which the person has one of these roles."""
        return frozenset(p.area for p in self.di(satker_id, *jenis) if p.area)

    def satker(self, *jenis: str) -> frozenset[int]:
        """Ids of the units in which the person has one of these roles, without subtrees."""
        return frozenset(p.satker_id for p in self.peran if p.jenis in jenis)

    @cached_property
    def satker_sendiri(self) -> frozenset[int]:
        return self.satker(*SATKER_SENDIRI)

    @cached_property
    def evaluasi(self) -> frozenset[tuple[int, int]]:
        """Pairs (unit, year) that the person evaluates."""
        return frozenset((p.satker_id, p.tahun) for p in self.peran if p.jenis == J.EVALUATOR and p.tahun)

    @cached_property
    def _cabang(self) -> list[tuple[int, frozenset[int]]]:
        """The units of which the person is central admin, each with the ids of all units under it."""
        akar = [p.satker for p in self.peran if p.jenis == J.ADMIN_PUSAT]
        return [(x.pk, frozenset(x.descendants().values_list("pk", flat=True))) for x in akar]

    @cached_property
    def di_bawah(self) -> frozenset[int]:
        """Ids of all units strictly below one of which the person is central admin."""
        return frozenset().union(*(bawah for _, bawah in self._cabang))

    @cached_property
    def subpohon(self) -> frozenset[int]:
        """Ids of all units under those of which the person is central admin, these included."""
        return self.di_bawah | {pk for pk, _ in self._cabang}

    @cached_property
    def semua_satker(self) -> frozenset[int]:
        return frozenset(p.satker_id for p in self.peran) | self.subpohon


class HakSistem(Hak):
    """The system itself (`oleh=None`): a command of the operator or a job. It may do what any role may do."""

    def punya(self, satker_id: int, *jenis: str) -> bool:
        return True


def hak(user: Any) -> Hak:
    """The rights of a user, None being the system; kept on the user object, so one query a request."""
    if user is None:
        return HakSistem()
    if isinstance(user, AnonymousUser) or not user.is_active:
        return Hak()
    if not hasattr(user, "_hak"):
        user._hak = Hak(tuple(Peran.objects.berlaku().filter(pengguna=user).select_related("satker__instansi")))
    return user._hak
