"""What the tests of meetings share: a unit with a plan that asks for the four papers of its monthly monev."""

import datetime
import io
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader

from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.models import JenisBukti, SyaratBukti
from zi.jadwal.models import Jadwal, Kejadian
from zi.monev.models import Rapat
from zi.monev.services import usulkan_monev
from zi.monev.services_agenda import catat, tambah
from zi.monev.services_rapat import langkah
from zi.pengungkit.models import AreaBaku
from zi.satker.models import Pegawai

H = datetime.date
NOVEMBER = H(2026, 11, 1)
UTC = datetime.UTC
# 1 December 2026, by the clock of Mataram (WITA)
SEBELUM = datetime.datetime(2026, 11, 21, 2, tzinfo=UTC)
RAPAT = datetime.datetime(2026, 12, 1, 1, 30, tzinfo=UTC)  # 09.30 WITA
SESUDAH = datetime.datetime(2026, 12, 1, 4, tzinfo=UTC)  # noon
KERTAS = ("undangan", "daftar_hadir", "notula", "dokumentasi")


def dunia() -> SimpleNamespace:
    satker = SatkerFactory(nama="Perwakilan Uji Nusa Tenggara Barat", alamat="Jalan Uji 1", telepon="0370-000000")
    baku = AreaBaku.objects.get_or_create(kode="MP", defaults={"nama": "Manajemen Perubahan", "urutan": 1})[0]
    nama = {
        "ketua_tim": "Ida Ketua Rekaan",
        "koordinator": "Komang Koordinator Rekaan",
        "anggota": "Ahmad Anggota Rekaan",
        "kepala": "Kartini Kepala Rekaan",
    }
    orang_satker = {j: orang(satker, j, pengguna__nama=n) for j, n in nama.items()}
    for n, (jenis, satu) in enumerate(orang_satker.items(), start=1):
        nomor = f"19800101200501100{n}"
        Pegawai.objects.create(
            satker=satker, pengguna=satu, nama=f"{satu.nama}, S.E.", nomor_induk=nomor, jabatan=f"Jabatan {jenis}"
        )
    rencana = RencanaFactory(satker=satker, tahun_mulai=2026, tahun_selesai=2027)
    lain = AreaBaku.objects.get_or_create(kode="TL", defaults={"nama": "Penataan Tatalaksana", "urutan": 2})[0]
    AreaFactory(rencana=rencana, kode="II", area_baku=lain)
    baris = BarisFactory(
        tabel=TabelFactory(area=AreaFactory(rencana=rencana, kode="I", area_baku=baku)),
        uraian="Monitoring dan evaluasi bulanan",
        no_tertulis="4",
    )
    jadwal = Jadwal.objects.create(
        baris=baris, teks="minggu pertama", jenis="tanggal", mulai=H(2026, 12, 1), selesai=H(2026, 12, 7)
    )
    for n, kode in enumerate(KERTAS):
        JenisBukti.objects.get_or_create(kode=kode, defaults={"nama": kode, "urutan": n})
    return SimpleNamespace(
        satker=satker,
        orang=orang_satker,
        ketua=orang_satker["ketua_tim"],
        anggota=orang_satker["anggota"],
        rencana=rencana,
        baris=baris,
        jadwal=jadwal,
        kejadian=Kejadian.objects.create(
            jadwal=jadwal, tanggal_asal=H(2026, 12, 1), mulai=H(2026, 12, 1), selesai=H(2026, 12, 7)
        ),
        syarat=[
            SyaratBukti.objects.create(baris=baris, teks=f"Bukti {k}", jenis=[k], urutan=n, per_kejadian=True)
            for n, k in enumerate(KERTAS)
        ],
    )


def usulan(d: SimpleNamespace, periode: datetime.date = NOVEMBER) -> Rapat:
    return usulkan_monev(d.satker, periode, oleh=None)


def jadwalkan(d: SimpleNamespace, rapat: Rapat | None = None) -> Rapat:
    """The monev meeting, with its invitation sent."""
    rapat = rapat or usulan(d)
    langkah(rapat, "undang", oleh=d.ketua)
    return rapat


def putuskan(d: SimpleNamespace, rapat: Rapat, teks: str, keputusan: str = "Diperbaiki", **lain):
    """An item of a person's own with a decision."""
    butir = tambah(rapat, teks, oleh=d.ketua)
    catat(butir, butir.versi, oleh=d.ketua, pembahasan=f"Bahas {teks}", keputusan=keputusan, **lain)
    return butir


def foto(n: int = 1, nama: str = "foto.jpg", ukuran: tuple[int, int] = (64, 48)) -> SimpleUploadedFile:
    isi = io.BytesIO()
    Image.new("RGB", ukuran, (n * 19 % 256, 80, 160)).save(isi, "JPEG")
    return SimpleUploadedFile(nama, isi.getvalue(), "image/jpeg")


def teks_pdf(isi: bytes) -> str:
    """All the text of a PDF in one line."""
    return " ".join(" ".join(h.extract_text() for h in PdfReader(io.BytesIO(isi)).pages).split())


def saat(tahun: int, bulan: int, hari: int, jam: int = 2) -> datetime.datetime:
    return datetime.datetime(tahun, bulan, hari, jam, tzinfo=UTC)
