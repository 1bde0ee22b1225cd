"""What the tests of bundles share: a small instrument, a plan, stored files, an order that is built."""

import datetime
import hashlib
import zipfile
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, TabelFactory
from zi.bukti.bungkus.services import pesan_bungkus
from zi.bukti.models import Berkas, PemenuhanBukti, PetaBukti, SyaratBukti, VersiBerkas
from zi.bukti.peta.queries import kunci_syarat
from zi.common import services
from zi.common.models import Pekerjaan
from zi.pengungkit.models import AreaBaku, Instrumen, Pertanyaan, Simpul

HARI = datetime.date(2023, 1, 27)
KODE = ("A.I.1.i.a", "A.I.1.ii.b")
D = PemenuhanBukti.Status.DITERIMA


def buat_instrumen():
    """Two questions of one area, under two nodes."""
    area = AreaBaku.objects.create(kode="MP", nama="Manajemen Perubahan", urutan=1)
    isian = {"judul": "LKE uji", "dasar": "uji", "berlaku_mulai": 2022, "nilai_maksimum": 100}
    hasil = Instrumen.objects.create(kode="uji", tipe_jawaban={"YT": {"nama": "Ya/Tidak"}}, **isian)
    cara = {"bobot": 1, "cara": "rata_rata_kali_bobot", "instrumen": hasil, "area": area}
    for n, (kode, nama) in enumerate(zip(KODE, ("Tim kerja", "Terbuka"), strict=True)):
        simpul = Simpul.objects.create(kode=kode[:-2], nama=nama, urutan=n, **cara)
        isi = {"teks": f"Pertanyaan {nama}", "tipe": "YT", "urutan": n}
        Pertanyaan.objects.create(instrumen=hasil, simpul=simpul, kode=kode, **isi)
    return hasil


def buat_rencana():
    """A plan with one area; its requirements go into its only table."""
    buat_instrumen()
    rencana = RencanaFactory(satker__kode="kantor-uji")
    TabelFactory(area=AreaFactory(rencana=rencana, kode="I", area_baku=AreaBaku.objects.get()))
    return rencana


def buat_syarat(rencana, teks="SK Tim Kerja", tanya=()):
    tabel = rencana.tabel.first()
    satu = SyaratBukti.objects.create(baris=BarisFactory(tabel=tabel, uraian=f"Baris {teks}"), teks=teks)
    for kode in tanya:
        pertanyaan = Pertanyaan.objects.get(kode=kode)
        PetaBukti.objects.create(satker=rencana.satker, kunci=kunci_syarat(satu), pertanyaan=pertanyaan)
    return satu


def buat_berkas(syarat, oleh, judul="SK Tim Kerja", isi=b"%PDF isi", status=D, satker=None, **lain):
    """A stored file, offered for a requirement."""
    satker = satker or syarat.satker or syarat.baris.tabel.rencana.satker
    berkas = Berkas.objects.create(satker=satker, judul=judul, diunggah_oleh=oleh, tanggal=HARI, **lain)
    sidik = hashlib.sha256(isi).hexdigest()
    versi = VersiBerkas(berkas=berkas, satker=satker, nama_asli=f"{judul[:200]}.pdf", tipe="application/pdf")
    versi.ukuran, versi.sha256, versi.sha256_terima, versi.diunggah_oleh = len(isi), sidik, f"{berkas.pk:064d}", oleh
    versi.isi.save("isi.pdf", ContentFile(isi))
    tawarkan(syarat, berkas, oleh, status)
    return versi


def tawarkan(syarat, berkas, oleh, status=D):
    tanda = {} if status == "menunggu" else {"diverifikasi_oleh": oleh, "diverifikasi_pada": timezone.now()}
    tanda |= {"catatan": "Belum lengkap"} if status == "dikembalikan" else {}
    return PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=oleh, status=status, **tanda)


def pekerjaan(bungkus):
    return Pekerjaan.objects.get(kunci=f"bungkus:{bungkus.pk}")


def susun(rencana, oleh, area=None, **lain):
    """Order and build; the bundle as it is then."""
    bungkus = pesan_bungkus(rencana, area, oleh=oleh, **lain)
    services.kerjakan(pekerjaan(bungkus).pk)
    bungkus.refresh_from_db()
    return bungkus


@contextmanager
def buka(bungkus):
    with default_storage.open(bungkus.isi.name) as isi, zipfile.ZipFile(isi) as arsip:
        yield arsip


def nama(bungkus):
    with buka(bungkus) as arsip:
        return arsip.namelist()


def alamat(bungkus, akhir=""):
    return f"/bukti/bungkus/{bungkus.kode}/{akhir}"
