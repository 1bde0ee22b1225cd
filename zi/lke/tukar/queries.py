"""What goes into a workbook: the answers of a round, those of the other side beside it, and addresses of evidence."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse

from zi.bukti.models import Berkas, PemenuhanBukti
from zi.lke.models import BuktiPutaran, Jawaban, Putaran
from zi.lke.queries_putaran import bukti_putaran
from zi.lke.queries_sisi import sekitar

S = Putaran.Status


@dataclass(frozen=True)
class IsiLembar:
    """By code of the question: the answers of the unit and of the evaluators, and what proves them, a line a file."""

    unit: dict[str, Jawaban] = field(default_factory=dict)
    tpi: dict[str, Jawaban] = field(default_factory=dict)
    bukti: dict[str, str] = field(default_factory=dict)


def isi_sendiri(putaran: Putaran, user: Any) -> IsiLembar:
    """Only the round itself, whoever fills it."""
    return IsiLembar(unit=_jawaban(putaran), bukti=alamat_bukti(putaran, user))


def isi_berdampingan(putaran: Putaran, user: Any) -> IsiLembar:
    """The round on its side of the form; on the other side the newest round there that the user may see."""
    s = sekitar(putaran, user)
    return IsiLembar(_jawaban(s.klaim), _jawaban(s.evaluator), alamat_bukti(putaran, user))


def _jawaban(putaran: Putaran | None) -> dict[str, Jawaban]:
    semua = putaran.jawaban.select_related("pertanyaan") if putaran else ()
    return {j.pertanyaan.kode: j for j in semua}


def alamat_bukti(putaran: Putaran, user: Any) -> dict[str, str]:
    """The accepted files: of a published round those of that day, else those of today."""
    if putaran.status == S.TERBIT:
        semua = putaran.bukti.select_related("pertanyaan")
        return _gabung((b.pertanyaan.kode, b.judul, _alamat(b)) for b in semua)
    per_soal = bukti_putaran(putaran, user)
    syarat = {s.pk for b in per_soal.values() for s in b.syarat}
    diterima = PemenuhanBukti.objects.filter(
        syarat__in=syarat, status=PemenuhanBukti.Status.DITERIMA, berkas__dihapus_pada=None
    )
    berkas: dict[int, list[Berkas]] = defaultdict(list)
    for satu in diterima.select_related("berkas"):
        berkas[satu.syarat_id].append(satu.berkas)
    return _gabung(
        (kode, b.judul, _alamat(b)) for kode, milik in per_soal.items() for s in milik.syarat for b in berkas[s.pk]
    )


def _alamat(satu: Berkas | BuktiPutaran) -> str:
    pk = satu.berkas_id if isinstance(satu, BuktiPutaran) else satu.pk
    return satu.tautan or f"{settings.ZI_ALAMAT}{reverse('bukti:berkas', args=[pk])}"


def _gabung(semua: Any) -> dict[str, str]:
    per_soal: dict[str, dict[str, None]] = defaultdict(dict)
    for kode, judul, alamat in semua:
        per_soal[kode][f"{judul}: {alamat}"] = None
    return {kode: "\n".join(baris) for kode, baris in per_soal.items()}
