"""What an approved report may be evidence of: what the plan asks of its kinds, once or at the time of the report."""

from typing import Any

from django.db.models import Q, QuerySet

from zi.bukti.models import PemenuhanBukti, SyaratBukti
from zi.bukti.periksa.queries import syarat_diurus
from zi.jadwal.models import Kejadian
from zi.monev.models import LaporanBerkala, Rapat, VersiLaporan
from zi.monev.queries_tujuan import Centang, Tujuan, kunci_tujuan, susun_tujuan
from zi.satker.models import Peran

J = Peran.Jenis
JENIS = "laporan"
COCOK = {JENIS, "hasil_monitoring", "hasil_evaluasi"}  # kinds of evidence (fixtures/jenis_bukti.yaml) that a report is


def tujuan_laporan(versi: VersiLaporan, user: Any) -> list[Tujuan]:
    """The requirements of the plan that this person brings evidence for, with the occurrences between the first day of
    the period and the last one on which its report is expected.
    """
    laporan = versi.laporan
    satker, rencana = laporan.satker, laporan.rencana_id
    diurus: QuerySet[Any] = syarat_diurus(user, satker, J.ANGGOTA, J.KOORDINATOR)
    diurus = diurus.filter(Q(baris__tabel__rencana=rencana) | Q(area__rencana=rencana))
    pk = [pk for pk, jenis in diurus.values_list("pk", "jenis") if COCOK & set(jenis)]
    saat: Any = Kejadian.objects.berlaku().filter(jadwal__baris__syarat__in=pk).distinct()
    saat = saat.filter(mulai__lte=laporan.periode.batas, selesai__gte=laporan.periode.awal)
    syarat = SyaratBukti.objects.filter(pk__in=pk)
    return susun_tujuan(syarat, {k.pk: k for k in saat}, user, satker.hari_ini(), _centang)


def _centang(syarat: SyaratBukti, kejadian: int | None) -> tuple[Centang, ...]:
    return (Centang(JENIS, "Laporan ini", kunci_tujuan(JENIS, syarat, kejadian)),)


def terkait_rapat(laporan: LaporanBerkala, tujuan: list[Tujuan]) -> set[str]:
    """The keys of those at which the monev meetings on its months were held: ticked beforehand."""
    bulan = [p.awal for p in laporan.periode.bulan or (laporan.periode,)]
    rapat = Rapat.objects.filter(satker=laporan.satker_id, jenis=Rapat.Jenis.MONEV, periode__in=bulan)
    saat = set(rapat.exclude(kejadian=None).values_list("kejadian", flat=True))
    return {c.kunci for t in tujuan if t.kejadian and t.kejadian.pk in saat for c in t.centang}


def sudah_diajukan(versi: VersiLaporan) -> QuerySet[PemenuhanBukti]:
    """What the issued PDF serves already: the file with its content."""
    isi = versi.terbitan.sha256 if versi.terbitan else ""
    milik = Q(berkas__versi__sha256=isi) | Q(berkas__versi__sha256_terima=isi)
    semua = PemenuhanBukti.objects.filter(milik, berkas__satker=versi.laporan.satker_id, berkas__dihapus_pada=None)
    return semua.distinct().select_related("syarat", "kejadian", "berkas").order_by("pk") if isi else semua.none()
