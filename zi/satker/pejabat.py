"""How documents name a person of a unit on a day: name, number, rank, and the title under which he decides."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q

from zi.satker.hak import J, hak
from zi.satker.models import Pegawai, Peran, Satker
from zi.satker.queries import pegawai_dari

GELAR_KEPALA = ("kepala", "ketua", "direktur", "rektor", "camat", "lurah")  # how titles of heads begin


@dataclass(frozen=True)
class Pejabat:
    """`jabatan_kepala` is empty unless he decides as head or deputy; `sebutan` is empty unless he is a deputy."""

    sebutan: str = ""
    nama: str = ""
    nomor_induk: str = ""
    pangkat: str = ""
    jabatan: str = ""
    jabatan_kepala: str = ""

    def ke_dict(self) -> dict[str, str]:
        return asdict(self)

    @property
    def jabatan_tercetak(self) -> str:
        """The head's title, "Plh. Kepala …", or "a.n. Kepala …" with the own jabatan on a second line."""
        if not self.jabatan_kepala:
            return self.jabatan
        atas = f"{self.sebutan} {self.jabatan_kepala}".strip()
        return f"{atas}\n{self.jabatan}".strip() if self.sebutan == Peran.Sebutan.AN else atas


def pejabat(user: Any, satker: Satker, *jenis: str) -> Pejabat:
    """How the unit names this person today, acting in roles of these kinds (none given: in any that he has)."""
    peran = sorted(hak(user).di(satker.pk, *jenis), key=lambda p: (p.jenis != J.KEPALA, p.sebutan))
    pegawai = pegawai_dari(satker, user) if user else None
    if not peran or peran[0].jenis != J.KEPALA:
        return _sebut(user, pegawai)
    sebutan = peran[0].sebutan
    return _sebut(user, pegawai, sebutan, judul_kepala(satker) if sebutan else jabatan_kepala(satker, pegawai))


def kepala_definitif(satker: Satker) -> Pejabat | None:
    """The head himself: who has the role today, else the person without an account whose title is the head's."""
    peran = _peran_kepala(satker)
    pegawai = _pegawai_kepala(satker, peran)
    if not peran and not pegawai:
        return None
    return _sebut(peran.pengguna if peran else None, pegawai, "", jabatan_kepala(satker, pegawai))


def ada_kepala_berakun(satker: Satker) -> bool:
    """Can anybody decide here today, the head or a deputy?"""
    return Peran.objects.berlaku().filter(satker=satker, jenis=J.KEPALA, pengguna__is_active=True).exists()


def judul_kepala(satker: Satker) -> str:
    """The title that a deputy signs under today."""
    return jabatan_kepala(satker, _pegawai_kepala(satker, _peran_kepala(satker)))


def jabatan_kepala(satker: Satker, pegawai: Pegawai | None) -> str:
    """The head's title as documents write it: as it stands with his name, else made of the unit's name."""
    tertulis = pegawai.jabatan.strip() if pegawai else ""
    if " " in tertulis and tertulis.casefold().startswith(GELAR_KEPALA):
        return tertulis
    return f"Kepala {satker.nama}"


def _peran_kepala(satker: Satker) -> Peran | None:
    peran = Peran.objects.berlaku().filter(satker=satker, jenis=J.KEPALA, sebutan="", pengguna__is_active=True)
    return peran.select_related("pengguna").order_by("-mulai", "-pk").first()


def _pegawai_kepala(satker: Satker, peran: Peran | None) -> Pegawai | None:
    """The head among the unit's people; without a role only a title that can be nobody else's will do."""
    if peran:
        return pegawai_dari(satker, peran.pengguna)
    judul = Q(jabatan__iexact="kepala") | Q(jabatan__iexact=f"kepala {satker.nama}")
    if satker.nama_pendek:
        judul |= Q(jabatan__iexact=f"kepala {satker.nama_pendek}")
    return Pegawai.objects.filter(judul, satker=satker, pengguna=None).first()


def _sebut(user: Any, pegawai: Pegawai | None, sebutan: str = "", jabatan_kepala: str = "") -> Pejabat:
    """As the unit names him, else by the name and number of his account (None: the system, without a name)."""
    return Pejabat(
        sebutan=sebutan,
        nama=pegawai.nama if pegawai else getattr(user, "nama", ""),
        nomor_induk=getattr(pegawai, "nomor_induk", None) or getattr(user, "nomor_induk", None) or "",
        pangkat=pegawai.pangkat if pegawai else "",
        jabatan=pegawai.jabatan if pegawai else "",
        jabatan_kepala=jabatan_kepala,
    )
