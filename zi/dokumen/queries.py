"""Which document a file is, and which version is in force."""

from dataclasses import dataclass
from datetime import date

from zi.dokumen.models import SalinanBertandaTangan, Terbitan


def kenali(sha256: str) -> Terbitan | SalinanBertandaTangan | None:
    """The issued PDF or the signed copy with these very bytes."""
    if not sha256:
        return None
    salinan = SalinanBertandaTangan.objects.select_related("terbitan__satker__instansi").order_by("pk")
    return (
        Terbitan.objects.filter(sha256=sha256).select_related("satker__instansi").first()
        or salinan.filter(sha256=sha256).first()
    )


def terbaru(terbitan: Terbitan) -> Terbitan | None:
    """The version in force of the same document: the newest, unless it was revoked; no older one comes back."""
    akhir = Terbitan.objects.filter(seri=terbitan.seri).order_by("-versi").first()
    return akhir if akhir and akhir.dicabut_pada is None else None


@dataclass(frozen=True)
class Keaslian:
    """What the public may know of one Terbitan; nothing of this names a person."""

    terbitan: Terbitan
    terbaru: Terbitan | None
    salinan: tuple[tuple[str, bool], ...]  # SHA-256 of each signed copy, and whether electronic signatures are in it

    @property
    def keadaan(self) -> str:
        if self.terbitan.dicabut_pada:
            return "dicabut"
        return "berlaku" if self.terbaru == self.terbitan else "digantikan"

    @property
    def disahkan(self) -> date:
        """The day where the unit is."""
        return self.terbitan.disahkan_pada.astimezone(self.terbitan.satker.tz).date()

    @property
    def dicabut(self) -> date | None:
        pada = self.terbitan.dicabut_pada
        return pada.astimezone(self.terbitan.satker.tz).date() if pada else None

    @property
    def elektronik(self) -> int:
        """How many signed copies hold electronic signatures."""
        return sum(ada for _, ada in self.salinan)

    @property
    def sidik(self) -> tuple[str, ...]:
        """The SHA-256 of every file of this document."""
        pdf = (self.terbitan.sha256,) if self.terbitan.terbit else ()
        return pdf + tuple(sidik for sidik, _ in self.salinan)


def keaslian(terbitan: Terbitan) -> Keaslian:
    """Three queries at most, however many copies there are."""
    salinan = terbitan.salinan.values_list("sha256", "tanda_tangan")
    return Keaslian(terbitan, terbaru(terbitan), tuple((sidik, bool(ada)) for sidik, ada in salinan))


@dataclass(frozen=True)
class Pemeriksaan:
    """The answer for one SHA-256. `milik` is None when nobody here knows it."""

    sha256: str
    milik: Keaslian | None
    salinan: bool  # a signed copy, not the issued PDF


def periksa_sidik(sha256: str) -> Pemeriksaan:
    temuan = kenali(sha256)
    if isinstance(temuan, SalinanBertandaTangan):
        return Pemeriksaan(sha256, keaslian(temuan.terbitan), True)
    return Pemeriksaan(sha256, keaslian(temuan) if temuan else None, False)
