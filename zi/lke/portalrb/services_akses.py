"""The log of calls and openings, which is also what limits them: who asks too often within a minute waits."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from zi.lke.models import AksesPortal, TautanBukti, TokenPortal

SEMENIT = timedelta(minutes=1)
PER_TOKEN = 1200  # a ministry with a thousand units, read in one go
PER_TAUTAN = 300
PER_ALAMAT = 30  # of one address, with a token or link that is unknown
MASA_ASING = timedelta(days=90)
JALUR_MAKS = 200


@dataclass(frozen=True)
class Pemanggil:
    """Who asks: a known token, a known link, or an IP address."""

    alamat: str
    token: TokenPortal | None = None
    tautan: TautanBukti | None = None

    @property
    def batas(self) -> int:
        if self.token:
            return PER_TOKEN
        return PER_TAUTAN if self.tautan else PER_ALAMAT

    def akses(self) -> QuerySet[AksesPortal]:
        if self.token:
            return AksesPortal.objects.filter(token=self.token)
        if self.tautan:
            return AksesPortal.objects.filter(tautan=self.tautan)
        return AksesPortal.objects.filter(token=None, tautan=None, alamat=self.alamat)


@dataclass(frozen=True)
class Jatah:
    """`tunggu`: seconds until the next call is answered, 0 now. `catat`: is a refusal still written down?"""

    tunggu: int
    catat: bool


def jatah(siapa: Pemanggil) -> Jatah:
    """Refusals do not count, and as many of them a minute are logged as calls are answered."""
    kini, ditolak = timezone.now(), Q(status=429)
    isi = siapa.akses().filter(pada__gt=kini - SEMENIT).aggregate(
        banyak=Count("pk", filter=~ditolak), awal=Min("pada", filter=~ditolak), tolak=Count("pk", filter=ditolak)
    )  # fmt: skip
    if isi["banyak"] < siapa.batas:
        return Jatah(0, catat=True)
    return Jatah(max(1, ceil((isi["awal"] + SEMENIT - kini).total_seconds())), isi["tolak"] < siapa.batas)


def catat_akses(siapa: Pemanggil, metode: str, jalur: str, status: int) -> None:
    """On GET the caller wraps it in `boleh_menulis` where a page is being answered."""
    AksesPortal.objects.create(
        token=siapa.token,
        tautan=siapa.tautan,
        alamat=siapa.alamat[:45],
        metode=metode[:10],
        jalur=jalur.replace("\0", "")[:JALUR_MAKS],
        status=status,
    )


def buang_akses_asing() -> int:
    """Calls of nobody known are forgotten after MASA_ASING; the log of tokens and links stays."""
    return AksesPortal.objects.filter(token=None, tautan=None, pada__lt=timezone.now() - MASA_ASING).delete()[0]
