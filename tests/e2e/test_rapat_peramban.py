"""The monthly monev from its proposal over attendance by two phones to filed evidence and the approved report."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from playwright.sync_api import expect

from tests.monev.bantu_rapat import dunia, foto, teks_pdf
from zi.bukti.models import PemenuhanBukti
from zi.jadwal.models import Jadwal, Kejadian
from zi.monev.laporan.periode import Periode
from zi.monev.models import Rapat, VersiLaporan
from zi.monev.services import usulkan_monev
from zi.monev.tasks import siapkan_rapat
from zi.rencana.models import RencanaKerja
from zi.satker.models import Satker

TELEPON = {"lebar": 360, "tinggi": 740}
SINI = 30_000  # milliseconds; two cores are shared with others
NIP_TAMU = "197001011995031005"
KEPUTUSAN = "Susun SK tim kerja"
RINGKASAN = "Monev terlaksana, tim kerja belum lengkap."


def zona_siang() -> str:
    """One of the three time zones in which a meeting about now begins and ends on the same day."""
    cukup = datetime.time(0, 20), datetime.time(22, 29)
    return next(z for z in Satker.ZonaWaktu if cukup[0] <= timezone.localtime(timezone=ZoneInfo(z)).time() <= cukup[1])


@pytest.fixture
def d(settings, live_server):
    """A unit whose monev is due this week; the meeting of this month is proposed by the worker."""
    settings.MODE, settings.ZI_ALAMAT = "contoh", live_server.url
    d = dunia()
    d.satker.zona_waktu = zona_siang()
    d.satker.save()
    hari = d.satker.hari_ini()
    Kejadian.objects.all().delete()
    Jadwal.objects.update(mulai=hari, selesai=hari)
    d.kejadian = Kejadian.objects.create(jadwal=d.jadwal, tanggal_asal=hari, mulai=hari, selesai=hari)
    siapkan_rapat()
    d.rapat = Rapat.objects.get()
    d.periode = Periode("bulanan", d.rapat.periode.year, d.rapat.periode.month)
    RencanaKerja.objects.update(tahun_mulai=d.periode.tahun, tahun_selesai=hari.year)
    return d


@pytest.fixture
def buka(buka_halaman):
    """A browser of somebody; a phone must never be wider than it is, and nothing may fail in it."""
    salah = []

    def _buka(siapa=None, **ukuran):
        laman = buka_halaman(siapa, **ukuran)
        laman.set_default_timeout(SINI)
        laman.on("pageerror", lambda galat: salah.append(str(galat)))
        lebar = ukuran.get("lebar", 1280)
        laman.on("load", lambda: salah.extend([laman.url] * laman.evaluate(f"document.body.scrollWidth > {lebar}")))
        return laman

    yield _buka
    assert not salah


def kabar(laman, kata):
    expect(laman.locator("main")).to_contain_text(kata, timeout=SINI)


def ke(laman, nama):
    """A part of the meeting, from its page."""
    laman.get_by_role("region", name="Isi rapat").get_by_role("link", name=nama).click()


def kembali(laman):
    laman.get_by_role("link", name="Rapat monev Zona Integritas").first.click()


def siapkan(d, ketua):
    """From the menu: time, number, notulis; links to the plan; a guest; the invitation."""
    ketua.goto("/")
    ketua.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Rapat").click()
    ketua.get_by_role("link", name=d.rapat.judul).click()
    kabar(ketua, "Usulan")
    kini = timezone.localtime(timezone=d.satker.tz)
    ketua.get_by_role("link", name="Ubah waktu dan surat").click()
    ketua.get_by_label("Tanggal", exact=False).first.fill(f"{kini:%Y-%m-%d}")
    ketua.get_by_label("Jam mulai").fill(f"{kini - datetime.timedelta(minutes=20):%H:%M}")
    ketua.get_by_label("Jam selesai").fill(f"{kini + datetime.timedelta(minutes=90):%H:%M}")
    ketua.get_by_label("Nomor surat undangan").fill("B-12/KP.01/2026")
    ketua.get_by_label("Notulis").select_option(label="Ahmad Anggota Rekaan")
    ketua.get_by_role("button", name="Simpan").click()
    kabar(ketua, "Perubahan disimpan")
    ke(ketua, "Kaitan dengan rencana")
    ketua.get_by_label("Monitoring dan evaluasi bulanan").check()
    ketua.get_by_role("button", name="Simpan kaitan").click()
    ke(ketua, "Undangan: 4 orang")
    ketua.get_by_label("Nama tamu").fill("Tamu Rekaan")
    ketua.get_by_label("NIP/NRP").fill(NIP_TAMU)
    ketua.get_by_role("button", name="Undang tamu").click()
    kabar(ketua, NIP_TAMU)
    kembali(ketua)
    ketua.get_by_role("link", name="Kirim undangan").click()
    ketua.get_by_role("button", name="Kirim undangan").click()
    kabar(ketua, "Undangan terkirim")


def tanda_tangan(ketua, buka, anggota):
    """The wall shows the QR; one phone is logged in, the other gives name and number; the wall follows by itself."""
    ke(ketua, "Daftar hadir")
    expect(ketua.get_by_role("img", name="Kode QR daftar hadir")).to_be_visible()
    alamat = ketua.get_by_role("region", name="Pindai untuk mengisi daftar hadir").get_by_role("link").inner_text()
    satu, dua = buka(anggota, **TELEPON), buka(None, **TELEPON)
    satu.goto(alamat)
    satu.get_by_role("button", name="Saya hadir").click()
    kabar(satu, "Ahmad Anggota Rekaan, S.E. tercatat hadir")
    dua.goto(alamat)
    dua.get_by_label("Nama lengkap").fill("tamu")
    dua.get_by_label("NIP/NRP").fill("123")
    dua.get_by_role("button", name="Saya hadir").click()
    kabar(dua, "tidak ada di daftar undangan")
    dua.get_by_label("NIP/NRP").fill(NIP_TAMU)
    dua.get_by_role("button", name="Saya hadir").click()
    kabar(dua, "Tamu Rekaan tercatat hadir")
    expect(ketua.locator("#hadir")).to_contain_text("2 orang hadir, 5 orang di daftar", timeout=SINI)
    return satu


def catat(d, notulis):
    """The notulis writes on his phone: what was said, what was decided, a photo."""
    notulis.goto(d.rapat.get_absolute_url())
    ke(notulis, "Notula")
    notulis.get_by_label("Hal lain yang dibahas").fill("Pembentukan tim kerja")
    notulis.get_by_role("button", name="Tambah butir").click()
    kembali(notulis)
    ke(notulis, "Notula")
    butir = notulis.get_by_role("region", name="Pembentukan tim kerja")
    butir.get_by_label("Pembahasan").fill("Anggota tim belum lengkap.")
    butir.get_by_label("Keputusan").fill(KEPUTUSAN)
    butir.get_by_label("Penanggung jawab").select_option(label="Komang Koordinator Rekaan")
    butir.get_by_label("Tenggat").fill(f"{d.satker.hari_ini() + datetime.timedelta(days=7):%Y-%m-%d}")
    butir.get_by_role("button", name="Simpan").click()
    kabar(notulis, "Catatan disimpan.")
    kembali(notulis)
    ke(notulis, "Dokumentasi")
    isi = foto(ukuran=(1200, 900))
    notulis.get_by_label("Foto (boleh beberapa").set_input_files(
        [{"name": "rapat.jpg", "mimeType": "image/jpeg", "buffer": isi.read()}]
    )
    notulis.get_by_label("Keterangan (boleh kosong)").fill("Peserta rapat")
    notulis.get_by_role("button", name="Unggah").click()
    kabar(notulis, "Foto tersimpan.")


def unduh(wadah, nama):
    with wadah.page.expect_download() as unduhan:
        wadah.get_by_role("link", name=nama).click()
    return unduhan.value.path()


def susun_laporan(d, ketua):
    """From the list of meetings: the month's report begun from data, a proposal taken over, texts, submitted."""
    ketua.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Rapat").click()
    ketua.get_by_role("link", name="Laporan", exact=True).click()
    ketua.get_by_role("button", name=f"Susun laporan {d.periode}").click()
    kabar(ketua, KEPUTUSAN)  # the minutes and follow-ups are in it already
    form = ketua.locator("form", has=ketua.get_by_label("Ringkasan"))
    form.get_by_label("Ringkasan").fill(RINGKASAN)
    form.get_by_role("button", name="Simpan").click()
    kabar(ketua, "Tersimpan.")
    ketua.locator("#usulan > summary").click()
    usul = ketua.get_by_role("group").filter(has_text="Pembentukan tim kerja").last
    usul.locator("summary").click()
    usul.get_by_role("button", name="Masukkan ke matriks").click()
    kabar(ketua, "Baris ditambahkan ke matriks.")
    ketua.get_by_role("link", name="Ajukan").click()
    ketua.get_by_label("Pesan untuk kepala satker (wajib)").fill("Seluruh kegiatan bulan ini sudah selesai.")
    ketua.get_by_role("button", name="Ajukan versi 1").click()
    kabar(ketua, "isinya dibekukan")
    expect(ketua.locator("textarea")).to_have_count(0)


def setujui_laporan(d, kepala):
    """The kepala finds it at home on his phone, reads the frozen version and approves; the issued PDF is there."""
    kepala.goto("/")
    kepala.get_by_role("region", name="Laporan menunggu keputusan Anda").get_by_role("link").first.click()
    kabar(kepala, RINGKASAN)
    kabar(kepala, "SHA-256")
    kepala.get_by_role("button", name="Setujui").click(timeout=5 * SINI)
    kabar(kepala, "Laporan disetujui.")
    teks = teks_pdf(unduh(kepala.locator("main"), "Unduh PDF").read_bytes())
    assert all(x in teks for x in (RINGKASAN, KEPUTUSAN, VersiLaporan.objects.get().terbitan.kode))


def lihat_setahun(ponsel):
    """On a phone the chart of the year opens at today, not at its titles."""
    ponsel.goto(reverse("jadwal:tahun"))
    bagan = ponsel.locator(".gantt-wadah").first.evaluate(
        "w => [w.querySelector('.hari-ini'), w].map(x => x.getBoundingClientRect()).flatMap(r => [r.left, r.right])"
    )
    assert bagan[2] < bagan[0] < bagan[3]


def test_monev_bulanan_dari_usulan_sampai_laporan(d, buka):
    ketua = buka(d.ketua)
    siapkan(d, ketua)
    notulis = tanda_tangan(ketua, buka, d.anggota)
    catat(d, notulis)

    ketua.goto(d.rapat.get_absolute_url())
    berkas = ketua.get_by_role("region", name="Berkas rapat")
    assert "B-12/KP.01/2026" in teks_pdf(unduh(berkas, "PDF Undangan").read_bytes())
    word = Document(str(unduh(berkas, "Word Notula")))
    assert any(KEPUTUSAN in p.text for p in word.paragraphs)

    ketua.get_by_role("link", name="Tutup rapat").click()
    kabar(ketua, "2 orang hadir.")
    kabar(ketua, "1 keputusan menjadi tindak lanjut")
    assert ketua.get_by_role("checkbox", checked=True).count() == 4
    ketua.get_by_role("checkbox", name="Undangan").uncheck()
    ketua.get_by_role("button", name="Tutup rapat").click(timeout=5 * SINI)  # the papers are drawn at once in tests
    kabar(ketua, "Rapat ditutup.")
    expect(berkas.get_by_text("Tersimpan")).to_have_count(4)

    ajuan = PemenuhanBukti.objects.filter(kejadian=d.kejadian, status="menunggu")
    assert [p.syarat.teks for p in ajuan.order_by("pk")] == ["Bukti daftar_hadir", "Bukti notula", "Bukti dokumentasi"]
    ketua.get_by_role("link", name="Tindak lanjut: Komang Koordinator Rekaan").click()
    kabar(ketua, KEPUTUSAN)
    berikut = usulkan_monev(d.satker, (d.rapat.periode + datetime.timedelta(days=31)).replace(day=1), oleh=None)
    assert any(KEPUTUSAN in b.teks for b in berikut.agenda.all())

    susun_laporan(d, ketua)
    kepala = buka(d.orang["kepala"], **TELEPON)
    setujui_laporan(d, kepala)
    lihat_setahun(kepala)
