"""The meetings of a period with their minutes and decisions, and the follow-ups, as they stand now."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from zi.bukti.models import VersiBerkas
from zi.monev.laporan.hitung import Jendela
from zi.monev.laporan.kanonik import Isi
from zi.monev.models import BerkasRapat, Hadir, LaporanBerkala, PesertaRapat, Rapat
from zi.tindaklanjut.models import TindakLanjut

MEDAN = ("pk", "judul", "mulai", "tempat", "nomor", "status", "hadir_n", "diundang_n", "notula")
KEPUTUSAN = ("pk", "dihapus", "teks", "pembahasan", "keputusan", "penanggung_jawab__nama", "tenggat")


def rapat_periode(laporan: LaporanBerkala) -> list[Isi]:
    """Monev meetings that look back on the period, and others held in it; in one query, with their decisions."""
    periode, tz = laporan.periode, laporan.satker.tz
    mulai = datetime.combine(periode.awal, time(), tzinfo=tz)
    akhir = datetime.combine(periode.akhir + timedelta(days=1), time(), tzinfo=tz)
    monev = Q(jenis=Rapat.Jenis.MONEV, periode__gte=periode.awal, periode__lte=periode.akhir)
    lain = Q(jenis=Rapat.Jenis.LAIN, mulai__gte=mulai, mulai__lt=akhir)
    semua = Rapat.objects.filter(monev | lain, satker=laporan.satker_id).exclude(status=Rapat.Status.BATAL)
    semua = semua.annotate(hadir_n=_banyak(Hadir), diundang_n=_banyak(PesertaRapat), notula=_notula())
    hasil: dict[int, Isi] = {}
    urut = ("mulai", "pk", "agenda__urutan", "agenda__pk")
    for isi in semua.order_by(*urut).values_list(*MEDAN, *(f"agenda__{n}" for n in KEPUTUSAN)):
        satu = hasil.setdefault(isi[0], _rapat(isi, tz))
        butir = dict(zip(KEPUTUSAN, isi[len(MEDAN) :], strict=True))
        if butir["keputusan"] and not butir["dihapus"]:
            satu["keputusan"].append(_keputusan(butir))
    return list(hasil.values())


def _banyak(model: Any) -> Coalesce:
    semua = model.objects.filter(rapat=OuterRef("pk")).order_by().values("rapat")
    return Coalesce(Subquery(semua.annotate(n=Count("pk")).values("n")), 0)


def _notula() -> Subquery:
    """The hash of the filed minutes, as they are now."""
    milik = {"berkas__rapat__rapat": OuterRef("pk"), "berkas__rapat__jenis": BerkasRapat.Jenis.NOTULA}
    return Subquery(VersiBerkas.objects.filter(**milik).order_by("-nomor").values("sha256")[:1])


def _rapat(isi: tuple[Any, ...], tz: Any) -> Isi:
    satu = dict(zip(MEDAN, isi, strict=False))
    return {
        "id": satu["pk"],
        "judul": satu["judul"],
        "tanggal": satu["mulai"].astimezone(tz).date(),
        "tempat": satu["tempat"],
        "nomor": satu["nomor"],
        "status": satu["status"],
        "hadir": satu["hadir_n"],
        "diundang": satu["diundang_n"],
        "notula": satu["notula"] or "",
        "keputusan": [],
    }


def _keputusan(butir: dict[str, Any]) -> Isi:
    return {
        "id": butir["pk"],
        "agenda": butir["teks"],
        "pembahasan": butir["pembahasan"],
        "keputusan": butir["keputusan"],
        "orang": butir["penanggung_jawab__nama"] or "",
        "tenggat": butir["tenggat"],
    }


def tindak_lanjut_periode(laporan: LaporanBerkala, j: Jendela) -> list[Isi]:
    """What is still open of all that was noted until the end of the period, and what was closed in it."""
    tz = laporan.satker.tz
    mulai = datetime.combine(j.awal, time(), tzinfo=tz)
    akhir = datetime.combine(j.akhir + timedelta(days=1), time(), tzinfo=tz)
    buka = Q(status__in=TindakLanjut.BELUM_SELESAI, created_at__lt=akhir)
    tutup = Q(ditutup_pada__gte=mulai, ditutup_pada__lt=akhir)
    # those that came out of a monev meeting on this period are noted after its end
    rapat = Q(butir_rapat__rapat__jenis=Rapat.Jenis.MONEV) & Q(
        butir_rapat__rapat__periode__gte=j.awal, butir_rapat__rapat__periode__lte=j.akhir
    )
    semua = TindakLanjut.objects.filter(buka | tutup | rapat, satker=laporan.satker_id).distinct()
    return [
        {
            "id": t.pk,
            "uraian": t.uraian,
            "asal": t.keterangan_asal or t.get_asal_display(),
            "orang": str(t.penanggung_jawab or ""),
            "tenggat": t.tenggat,
            "status": t.status,
            "kata": t.get_status_display(),
            "lewat": t.status == TindakLanjut.Status.TERBUKA and t.tenggat is not None and t.tenggat < j.per,
            "hasil": t.hasil,
        }
        for t in semua.select_related("penanggung_jawab").order_by("tenggat", "pk")
    ]
