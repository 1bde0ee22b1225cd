"""Bundles: ordering one, the job that builds it, the log of its download, and the end of it."""

import errno
import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zi.akun.models import Pengguna
from zi.bukti.bungkus.daftar import Kepala, daftar_dokumen, daftar_xlsx
from zi.bukti.bungkus.policies import boleh_belum_diperiksa, boleh_bungkus
from zi.bukti.bungkus.queries import JENIS, kunci, letak_bungkus, rencana_bungkus
from zi.bukti.bungkus.rakit import HILANG, Perakit
from zi.bukti.bungkus.susun import DAFTAR_PDF, DAFTAR_XLSX, Susunan, susun
from zi.bukti.models import BukaBerkas, Bungkus, VersiBerkas
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.models import Pekerjaan
from zi.common.services import kemajuan, pesan
from zi.dokumen.html import susun_html
from zi.dokumen.pdf import buat_pdf
from zi.notifikasi.services import kirim
from zi.rencana.models import AreaRencana, RencanaKerja
from zi.ui.teks import tanggal

log = logging.getLogger(__name__)
MASA = timedelta(days=7)
MASA_CATATAN = timedelta(days=30)  # how long an address still says that its bundle has expired
MASA_SISA = timedelta(days=1)
FOLDER = "bungkus"
SEMENTARA = ".sebagian"
SEBUT_MAKS = 20
DETIK_CETAK = 300  # a thousand files on a busy machine; beyond it the index is a workbook only
PENUH = (errno.ENOSPC, errno.EDQUOT)
KOSONG = "Belum ada bukti yang diterima di sini, jadi tidak ada yang dibungkus."
TIDAK_LAGI = "Rencana ini sudah dihapus, atau Anda tidak lagi dapat membuka buktinya."
DISK_PENUH = "Penyimpanan penuh, jadi bungkus belum jadi. Beri tahu admin, lalu susun ulang."
P = Pekerjaan.Status


@layanan
def pesan_bungkus(rencana: RencanaKerja, area: AreaRencana | None, *, belum: bool = False, oleh: Any) -> Bungkus:
    """Order a bundle; while the same one is being made it is that one. `belum`: with what waits for its check."""
    boleh_bungkus(oleh, rencana).wajib()
    Pengguna.objects.select_for_update().get(pk=oleh.pk)  # his orders one after the other
    belum = belum and boleh_belum_diperiksa(oleh, rencana)
    lingkup: dict[str, Any] = {"rencana": rencana.pk, "area": area.pk if area else 0, "belum": belum}
    berjalan = _pesanan(oleh, lingkup).filter(status__in=[P.MENUNGGU, P.BERJALAN]).first()
    if berjalan and (ada := Bungkus.objects.filter(pk=berjalan.data["bungkus"]).first()):
        return ada
    bungkus = Bungkus.objects.create(rencana=rencana, area=area, pemesan=oleh, kedaluwarsa=timezone.now() + MASA)
    pesan(JENIS, kunci(bungkus), oleh=oleh, bungkus=bungkus.pk, **lingkup)
    return bungkus


def _pesanan(oleh: Any, lingkup: dict[str, Any]) -> Any:
    return Pekerjaan.objects.filter(jenis=JENIS, pemilik=oleh, **{f"data__{k}": v for k, v in lingkup.items()})


def kerjakan_bungkus(pekerjaan: Pekerjaan) -> dict[str, Any]:
    """Do the job. What a person must mend is an outcome with a sentence, not a failure to be tried again."""
    relasi = ("rencana__satker", "area__area_baku", "pemesan")
    bungkus = Bungkus.objects.select_related(*relasi).filter(pk=pekerjaan.data["bungkus"]).first()
    if bungkus is None or bungkus.rencana_id not in {r.pk for r in rencana_bungkus(bungkus.pemesan)}:
        return {"galat": TIDAK_LAGI}
    if bungkus.isi:
        return pekerjaan.hasil
    belum = pekerjaan.data["belum"] and boleh_belum_diperiksa(bungkus.pemesan, bungkus.rencana)
    kemajuan(pekerjaan.pk, 1, "Menyusun daftar bukti")
    susunan = susun(letak_bungkus(bungkus.rencana, bungkus.area, bungkus.pemesan, belum=belum))
    if not susunan.daftar:
        return {"galat": KOSONG}
    try:
        with _sementara(pekerjaan) as jalur:
            sidik, hasil = _rakit(pekerjaan, bungkus, susunan, jalur)
            return _simpan(pekerjaan, bungkus, jalur, sidik, hasil)
    except OSError as galat:
        if galat.errno not in PENUH:
            raise
        log.exception("penyimpanan penuh")
        return {"galat": DISK_PENUH}


@contextmanager
def _sementara(pekerjaan: Pekerjaan) -> Iterator[Path]:
    """A local file on the disk of the storage, of this very try; what an earlier try left behind goes."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    awal = f"{pekerjaan.pk}-"
    for sisa in folder.glob(f"{awal}*{SEMENTARA}"):
        sisa.unlink(missing_ok=True)
    jalur = folder / f"{awal}{pekerjaan.percobaan}{SEMENTARA}"
    try:
        yield jalur
    finally:
        jalur.unlink(missing_ok=True)


def _rakit(pekerjaan: Pekerjaan, bungkus: Bungkus, susunan: Susunan, jalur: Path) -> tuple[str, dict[str, Any]]:
    """Write the ZIP; its SHA-256 (of the manifest) and what the page says about it."""
    jumlah, persen = len(susunan.entri), 0
    with jalur.open("wb") as keluar, Perakit(keluar) as perakit:
        for ke, entri in enumerate(susunan.entri, start=1):
            perakit.salin(entri)
            if (kini := 2 + 78 * ke // jumlah) != persen:
                persen = kini
                kemajuan(pekerjaan.pk, persen, f"Menyalin berkas {ke} dari {jumlah}")
        tanpa_pdf = _tambah_daftar(pekerjaan, bungkus, susunan, perakit)
        sidik = perakit.tutup()
    versi = [e.bahan.versi for e in susunan.entri if perakit.masalah.get(e.jalur) != HILANG]
    masalah = [f"{jalur}: {sebab}" for jalur, sebab in perakit.masalah.items()]
    tolak = {x.letak.bahan.kunci for x in susunan.daftar if x.letak.bahan.tolak}
    return sidik, {
        "versi": versi,
        "masalah": masalah[:SEBUT_MAKS],
        "jumlah_masalah": len(masalah),
        "ditolak": len(tolak),
        "tanpa_pdf": tanpa_pdf,
    }


def _tambah_daftar(pekerjaan: Pekerjaan, bungkus: Bungkus, susunan: Susunan, perakit: Perakit) -> bool:
    """The index in both forms; one that is too long to print is only a workbook. True when there is no PDF."""
    kepala, masalah = _kepala(bungkus, susunan), perakit.masalah
    perakit.tambah(DAFTAR_XLSX, daftar_xlsx(kepala, susunan.daftar, masalah))
    kemajuan(pekerjaan.pk, 82, "Mencetak daftar bukti")
    kira = 1 + len(susunan.daftar) // 8

    def lapor(halaman: int) -> None:
        kemajuan(pekerjaan.pk, 82 + min(15, 15 * halaman // kira), f"Mencetak daftar bukti, halaman {halaman}")

    try:
        html = susun_html(daftar_dokumen(kepala, susunan.daftar, masalah))
        perakit.tambah(DAFTAR_PDF, buat_pdf(html, lapor=lapor, detik=DETIK_CETAK).isi)
    except GalatDomain:
        return True
    return False


def _kepala(bungkus: Bungkus, susunan: Susunan) -> Kepala:
    rencana = bungkus.rencana
    kini = timezone.localtime(timezone.now(), rencana.satker.tz)
    fakta = [("Rencana", str(rencana))]
    fakta += [(rencana.sebutan_area, bungkus.area.nama)] if bungkus.area else []
    fakta += [
        ("Berkas", f"{len(susunan.entri)}"),
        ("Disusun", f"{tanggal(kini.replace(tzinfo=None), 'waktu')} {kini:%Z}"),
    ]
    return Kepala("Daftar bukti Zona Integritas", str(rencana.satker), tuple(fakta), rencana.contoh)


def _simpan(pekerjaan: Pekerjaan, bungkus: Bungkus, jalur: Path, sidik: str, hasil: dict[str, Any]) -> dict[str, Any]:
    """Into the storage (a folder takes the file over as it is), then the row; without the row the bytes go again."""
    kemajuan(pekerjaan.pk, 98, "Menyimpan")
    ukuran = jalur.stat().st_size
    with jalur.open("rb") as isi:
        nama = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}.zip", _Lokal(isi, str(jalur)))
    nilai = {"isi": nama, "ukuran": ukuran, "jumlah": len(hasil["versi"]), "sha256": sidik}
    try:
        _pasang(pekerjaan, bungkus, nilai, hasil, oleh=bungkus.pemesan)
    except BaseException:
        default_storage.delete(nama)
        raise
    return hasil


class _Lokal(File):
    """A local file that a folder storage may move instead of copying."""

    def __init__(self, isi: Any, jalur: str) -> None:
        super().__init__(isi, jalur)
        self.jalur = jalur

    def temporary_file_path(self) -> str:
        return self.jalur


@layanan
def _pasang(pekerjaan: Pekerjaan, bungkus: Bungkus, nilai: dict[str, Any], hasil: dict[str, Any], *, oleh: Any) -> None:
    """Show the bundle, in place of the former one of the same kind; refused to a try that another has overtaken."""
    milik = Pekerjaan.objects.filter(pk=pekerjaan.pk, status=P.BERJALAN, percobaan=pekerjaan.percobaan)
    if not milik.update(hasil=hasil):
        raise RuntimeError("bungkus ini sedang dikerjakan percobaan lain")
    kini = timezone.now()
    Bungkus.objects.filter(pk=bungkus.pk).update(kedaluwarsa=kini + MASA, **nilai)
    lingkup = {k: pekerjaan.data[k] for k in ("rencana", "area", "belum")}
    lama = [p.data["bungkus"] for p in _pesanan(oleh, lingkup).exclude(pk=pekerjaan.pk)]
    _kosongkan(Bungkus.objects.filter(pk__in=lama).exclude(isi=""), kini)
    kirim(
        oleh,
        kunci=f"bungkus:{bungkus.pk}",
        judul=f"Bungkus bukti siap diunduh: {bungkus.area or bungkus.rencana}"[:200],
        isi=f"{nilai['jumlah']} berkas. Dapat diunduh sampai {tanggal(kini + MASA)}.",
        tautan=reverse("bukti:bungkus_satu", args=[bungkus.kode]),
        surel=False,
        ringkas=True,
    )


def _kosongkan(bungkus: Any, kini: Any) -> int:
    """Take the bytes away, after the commit; the row stays for a while and says that it has expired."""
    isi = [str(nama) for nama in bungkus.values_list("isi", flat=True)]
    bungkus.filter(kedaluwarsa__gt=kini).update(kedaluwarsa=kini)
    Bungkus.objects.filter(isi__in=isi).update(isi="")
    transaction.on_commit(lambda: _hapus(isi))
    return len(isi)


def _hapus(nama: list[str]) -> None:
    for satu in nama:
        try:
            default_storage.delete(satu)
        except Exception:  # each storage has errors of its own; the next cleaning tries again
            log.exception("bungkus %s tidak terhapus", satu)


@layanan
def catat_unduh_bungkus(bungkus: Bungkus, versi: list[int], *, oleh: Any) -> None:
    """One line for each content in it, now that somebody takes them home. On GET wrap it in `boleh_menulis`."""
    ada = VersiBerkas.objects.filter(pk__in=versi).values_list("pk", flat=True)
    cara = BukaBerkas.Cara.BUNGKUS
    BukaBerkas.objects.bulk_create([BukaBerkas(versi_id=pk, oleh=oleh, cara=cara) for pk in ada], batch_size=500)


def buang_bungkus() -> int:
    """The daily cleaning: bytes of what has expired, rows that nobody asks about any more, rests of lost tries."""
    kini = timezone.now()
    with transaction.atomic():
        jumlah = _kosongkan(Bungkus.objects.filter(kedaluwarsa__lte=kini).exclude(isi=""), kini)
        Bungkus.objects.filter(isi="", kedaluwarsa__lte=kini - MASA_CATATAN).delete()
    _sapu(kini - MASA_SISA)
    return jumlah


def _sapu(sebelum: Any) -> None:
    """Files without a row: their process was killed between the storage and the row."""
    try:
        ada = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return
    dipakai = set(Bungkus.objects.exclude(isi="").values_list("isi", flat=True))
    for nama in ada:
        jalur = f"{FOLDER}/{nama}"
        if jalur not in dipakai and default_storage.get_modified_time(jalur) < sebelum:
            _hapus([jalur])
