"""`make bench`: a bundle of 1.000 files, 2 GB (or ZI_BENCH_BUNGKUS=files,megabytes): memory, and time beside copying.

The whole job is measured, and its larger part, the writing of the ZIP, beside a plain copy of the same bytes. Both in
turns, because the disk of one moment is not that of the next; what counts is the time of the processor, which other
work on the machine leaves alone.
"""

import hashlib
import os
import shutil
import statistics
import time
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.pabrik import AreaFactory, BarisFactory, TabelFactory, orang
from zi.bukti.bungkus import services as services_bungkus
from zi.bukti.bungkus.queries import letak_bungkus
from zi.bukti.bungkus.rakit import Perakit
from zi.bukti.bungkus.services import pesan_bungkus
from zi.bukti.bungkus.susun import susun
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.common import services
from zi.common.models import Pekerjaan
from zi.dokumen.pdf import buat_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.bench]
BANYAK, MEGABYTE = map(int, os.environ.get("ZI_BENCH_BUNGKUS", "1000,2048").split(","))
PER_SYARAT = 5


@pytest.fixture
def dunia(settings):
    """One plan with files of random bytes, each its own, five a requirement; the folder goes when it is done."""
    area = AreaFactory(kode="I")
    ketua = orang(area.rencana.satker, "ketua_tim")
    tabel, blok = TabelFactory(area=area), os.urandom(MEGABYTE * 2**20 // BANYAK - 8)
    for n in range(BANYAK):
        if n % PER_SYARAT == 0:
            syarat = SyaratBukti.objects.create(baris=BarisFactory(tabel=tabel), teks=f"Bukti rapat tim kerja ke-{n}")
        simpan(syarat, ketua, n, blok)
    yield area.rencana, ketua
    shutil.rmtree(settings.MEDIA_ROOT)


def simpan(syarat, ketua, n, blok):
    satker, isi = syarat.baris.tabel.rencana.satker, n.to_bytes(8, "big") + blok
    nama = f"bukti/{satker.pk}/{n}.pdf"
    jalur = Path(default_storage.path(nama))
    jalur.parent.mkdir(parents=True, exist_ok=True)
    jalur.write_bytes(isi)
    sidik, kini = hashlib.sha256(isi).hexdigest(), timezone.now()
    berkas = Berkas.objects.create(satker=satker, judul=f"Notula rapat {n}", diunggah_oleh=ketua, tanggal=kini.date())
    nilai = {"nama_asli": f"{n}.pdf", "tipe": "application/pdf", "ukuran": len(isi), "isi": nama}
    VersiBerkas.objects.create(
        berkas=berkas, satker=satker, sha256=sidik, sha256_terima=sidik, diunggah_oleh=ketua, **nilai
    )
    tanda = {"status": "diterima", "diverifikasi_oleh": ketua, "diverifikasi_pada": kini}
    PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=ketua, **tanda)


def puncak_mb():
    """Peak of resident memory since `lupakan_puncak`."""
    return next(int(x.split()[1]) / 1024 for x in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in x)


def lupakan_puncak():
    Path("/proc/self/clear_refs").write_text("5")


def waktu(jalankan, *argumen):
    """Seconds by the clock and of the processor."""
    jam, prosesor = time.perf_counter(), time.process_time()
    jalankan(*argumen)
    return time.perf_counter() - jam, time.process_time() - prosesor


def tengah(semua, nomor):
    return statistics.median(satu[nomor] for satu in semua)


def salin_polos(entri, tujuan):
    with tujuan.open("wb") as keluar:
        for satu in entri:
            with default_storage.open(satu.bahan.isi) as sumber:
                shutil.copyfileobj(sumber, keluar)


def bungkus_saja(entri, tujuan):
    with tujuan.open("wb") as keluar, Perakit(keluar) as perakit:
        for satu in entri:
            perakit.salin(satu)
        perakit.tutup()
    assert not perakit.masalah


def test_zip_seribu_berkas(dunia, capsys, settings, monkeypatch):
    rencana, ketua = dunia
    entri = susun(letak_bungkus(rencana, None, ketua, belum=False)).entri
    tujuan = Path(settings.MEDIA_ROOT) / "bench"
    assert len(entri) == BANYAK
    cetak = []

    def catat(*argumen, **lain):
        cetak.append(buat_pdf(*argumen, **lain))
        return cetak[-1]

    monkeypatch.setattr(services_bungkus, "buat_pdf", catat)
    pekerjaan = Pekerjaan.objects.get(kunci=f"bungkus:{pesan_bungkus(rencana, None, oleh=ketua).pk}")
    lupakan_puncak()
    dasar = puncak_mb()
    semua, _ = waktu(services.kerjakan, pekerjaan.pk)
    tambahan = puncak_mb() - dasar
    pekerjaan.refresh_from_db()
    polos, kita = [], []
    salin_polos(entri, tujuan)  # warm
    for _ in range(3):
        polos.append(waktu(salin_polos, entri, tujuan))
        kita.append(waktu(bungkus_saja, entri, tujuan))
    tujuan.unlink()
    rasio = [tengah(polos, n) / tengah(kita, n) for n in (0, 1)]
    with capsys.disabled():
        print(f"\nZIP {BANYAK} berkas, {MEGABYTE} MB")
        for nama, isi in (("salin polos", polos), ("ZIP dengan sidik", kita)):
            jam, prosesor = tengah(isi, 0), tengah(isi, 1)
            print(f"{nama:28}{jam:>8.1f} s{MEGABYTE / jam:>8.0f} MB/s, prosesor {prosesor:.1f} s")
        print(f"{'kecepatan ZIP : salin':28}{rasio[0]:>8.2f}   prosesor {rasio[1]:.2f} (≥ 0,33)")
        print(f"{'memori tambahan':28}{tambahan:>8.1f} MB (< 50)")
        print(f"{'seluruh pekerjaan':28}{semua:>8.1f} s")
        for pdf in cetak:
            print(f"{'daftar PDF, proses anak':28}{pdf.detik:>8.1f} s  {pdf.halaman} halaman, {pdf.memori_mb} MB")
    assert (pekerjaan.status, pekerjaan.hasil["jumlah_masalah"], pekerjaan.hasil["tanpa_pdf"]) == ("selesai", 0, False)
    assert tambahan < 50
    assert rasio[1] >= 1 / 3
