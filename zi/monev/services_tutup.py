"""Closing a meeting: decisions become follow-ups, papers become evidence. The job may be killed and run again."""

from collections.abc import Collection
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.utils import timezone
from django.utils.text import slugify

from zi.bukti.berkas.services_kata import sesudah_simpan
from zi.bukti.isi.unggahan import Unggahan, periksa
from zi.bukti.models import Berkas, JenisBukti, VersiBerkas
from zi.bukti.services import simpan_isi, tawarkan, versi_dengan_isi
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import kemajuan, pesan
from zi.dokumen.pdf import buat_pdf
from zi.monev.models import BerkasRapat, Rapat, TujuanBerkas
from zi.monev.queries_tutup import daftar_tujuan, kertas
from zi.monev.services_agenda import segarkan
from zi.monev.surat import cetak_html, judul
from zi.monev.workflow import RAPAT
from zi.satker.models import Peran
from zi.satker.queries import hak
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.services import buat

JENIS = "arsip_rapat"


def kunci(rapat: Rapat) -> str:
    return f"{JENIS}:{rapat.pk}"


@layanan
def tutup(rapat: Rapat, pilihan: Collection[str], *, oleh: Any) -> None:
    """Close it; `pilihan` are the keys of the ticks that the page offered (see queries_tutup). Twice is once."""
    jenis = kertas(rapat)
    boleh = {c.kunci: (t, c) for t in daftar_tujuan(rapat, oleh, jenis) if not t.alasan for c in t.centang}
    if rapat.terbuka and set(pilihan) - set(boleh):
        raise GalatDomain("Yang dikaitkan dengan rapat ini berubah sejak halaman dibuka. Periksa lagi centangnya.")
    if not RAPAT.jalankan(rapat, "tutup", oleh=oleh, ditutup_oleh=oleh, ditutup_pada=timezone.now()):
        return
    _tugaskan(rapat, oleh)
    per_jenis = {j: BerkasRapat.objects.create(rapat=rapat, jenis=j) for j in jenis}
    for satu in dict.fromkeys(pilihan):
        tujuan, centang = boleh[satu]
        milik = per_jenis[centang.jenis]
        TujuanBerkas.objects.create(berkas_rapat=milik, syarat=tujuan.syarat, kejadian=tujuan.kejadian)
    pesan(JENIS, kunci(rapat), oleh=oleh, rapat=rapat.pk)
    for lain in Rapat.objects.filter(satker=rapat.satker_id, jenis=Rapat.Jenis.MONEV, status__in=Rapat.TERBUKA):
        segarkan(lain, oleh=None)


def _tugaskan(rapat: Rapat, oleh: Any) -> None:
    """Each decision with a person and a date becomes a follow-up, in an area that the closer may write in."""
    h = hak(oleh)
    ketua = h.punya(rapat.satker_id, Peran.Jenis.KETUA_TIM)
    area = "" if ketua else min(h.area(rapat.satker_id, Peran.Jenis.KOORDINATOR))
    for butir in rapat.agenda.filter(dihapus=False, penanggung_jawab__isnull=False, tindak_lanjut=None):
        butir.tindak_lanjut = buat(
            rapat.satker,
            butir.keputusan,
            oleh=oleh,
            area=area,
            asal=TindakLanjut.Asal.RAPAT,
            keterangan_asal=f"{rapat.judul}, {rapat.hari}",
            penanggung_jawab=butir.penanggung_jawab,
            tenggat=butir.tenggat,
        )
        butir.save(update_fields=["tindak_lanjut"])


@layanan
def ulangi(rapat: Rapat, *, oleh: Any) -> None:
    """Put the job again that failed."""
    RAPAT.cari("tutup").boleh(oleh, rapat).wajib()
    if rapat.status == Rapat.Status.SELESAI:
        pesan(JENIS, kunci(rapat), oleh=oleh, ulang=True, rapat=rapat.pk)


def kerjakan_arsip(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """File each paper once and offer it for what was ticked; a second run goes on where the first one stopped."""
    rapat = Rapat.objects.select_related("satker__instansi", "ditutup_oleh", "notulis").get(pk=pekerjaan.data["rapat"])
    semua = list(rapat.berkas.all())
    for n, satu in enumerate(semua):
        kemajuan(pekerjaan.pk, 10 + 90 * n // len(semua), f"Menyimpan {satu.get_jenis_display().lower()}")
        try:
            _arsipkan(rapat, satu)
        except GalatDomain as galat:
            return {"galat": f"{satu.get_jenis_display()}: {galat}"}
    return {"berkas": len(semua)}


def _arsipkan(rapat: Rapat, satu: BerkasRapat) -> None:
    if satu.berkas_id is None:
        pdf = buat_pdf(cetak_html(rapat, satu.jenis)).isi
        nama = f"{slugify(judul(rapat, satu.jenis))[:80]}.pdf"
        with periksa(SimpleUploadedFile(nama, pdf, "application/pdf")) as hasil:
            _simpan(rapat, satu, hasil)
    berkas = Berkas.objects.get(rapat=satu)
    for tujuan in satu.tujuan.select_related("syarat", "kejadian"):
        try:
            tawarkan(tujuan.syarat, berkas, oleh=rapat.ditutup_oleh, kejadian=tujuan.kejadian)
        except GalatDomain as galat:
            TujuanBerkas.objects.filter(pk=tujuan.pk).update(galat=str(galat)[:300])


def _simpan(rapat: Rapat, satu: BerkasRapat, hasil: Unggahan) -> None:
    """The bytes first, then the rows in one transaction; the bytes go again when the rows cannot be saved."""
    if lama := versi_dengan_isi(rapat.satker_id, hasil.sha256_terima):
        BerkasRapat.objects.filter(pk=satu.pk, berkas=None).update(berkas=lama.berkas)
        return
    versi = VersiBerkas(
        satker=rapat.satker,
        nama_asli=hasil.nama,
        tipe=hasil.tipe,
        ukuran=hasil.ukuran,
        sha256=hasil.sha256,
        sha256_terima=hasil.sha256_terima,
        halaman=hasil.halaman,
        tanda=list(hasil.tanda),
        diunggah_oleh=rapat.ditutup_oleh,
    )
    versi.berkas = _berkas(rapat, satu)
    simpan_isi(versi, hasil)
    milik = False
    try:
        milik = _catat(satu, versi, oleh=rapat.ditutup_oleh)
    except IntegrityError:
        if not BerkasRapat.objects.filter(pk=satu.pk, berkas__isnull=False).exists():
            raise
    finally:
        if not milik:
            versi.isi.delete(save=False)


@layanan
def _catat(satu: BerkasRapat, versi: VersiBerkas, *, oleh: Any) -> bool:
    """False when another run was faster; then nothing is written."""
    kini = BerkasRapat.objects.select_for_update().get(pk=satu.pk)
    if kini.berkas_id:
        return False
    berkas = versi.berkas
    berkas.save()
    versi.berkas = berkas
    versi.save()
    sesudah_simpan(versi, oleh=oleh)
    # compare and set: SQLite knows no row locks
    if not BerkasRapat.objects.filter(pk=satu.pk, berkas=None).update(berkas=berkas):
        raise IntegrityError("berkas rapat sudah ada")
    return True


def _pembuat(rapat: Rapat, satu: BerkasRapat) -> Any:
    """Who made the paper; he checks it as little as who filed it (`diunggah_oleh` of its version)."""
    if satu.jenis == BerkasRapat.Jenis.DOKUMENTASI:
        foto = rapat.foto.exclude(diunggah_oleh=rapat.ditutup_oleh).select_related("diunggah_oleh").first()
        if foto:
            return foto.diunggah_oleh
    return rapat.notulis or rapat.ditutup_oleh


def _berkas(rapat: Rapat, satu: BerkasRapat) -> Berkas:
    return Berkas(
        satker=rapat.satker,
        judul=judul(rapat, satu.jenis),
        nomor=rapat.nomor if satu.jenis == BerkasRapat.Jenis.UNDANGAN else "",
        tanggal=rapat.tanggal_surat if satu.jenis == BerkasRapat.Jenis.UNDANGAN and rapat.nomor else rapat.tanggal,
        jenis=JenisBukti.objects.filter(kode=satu.jenis).first(),
        diunggah_oleh=_pembuat(rapat, satu),
        contoh=rapat.satker.contoh,
    )
