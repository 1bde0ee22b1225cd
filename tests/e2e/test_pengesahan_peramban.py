"""The whole approval in the browser: submit, return from the phone, correct, approve, edit, approve the difference,
verify by the QR of the paper."""

import io
import re
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from django.core import mail
from django.core.files.storage import default_storage
from playwright.sync_api import expect

from tests.e2e.test_semua_halaman import aksesibel, terjangkau_jari, tidak_bergeser, utuh_tanpa_skrip
from zi.akun.models import Pengguna
from zi.beranda.contoh import muat_contoh
from zi.dokumen.models import Terbitan
from zi.pengungkit.services import muat_acuan
from zi.rencana.models import BarisRencana, RencanaKerja

TELEPON = {"lebar": 360, "tinggi": 740}
DUA_LAYAR = 2 * TELEPON["tinggi"]


@pytest.fixture
def sebagai(settings, live_server, buka_halaman):
    settings.MODE = "contoh"
    muat_acuan()
    muat_contoh()

    def buka(siapa, **pilihan):
        laman = buka_halaman(Pengguna.objects.get(email=f"{siapa}@contoh.invalid"), **pilihan)
        laman.set_default_timeout(15_000)
        return laman

    return buka


def rencana():
    return RencanaKerja.objects.get(satker__kode="kb-ntb")


def isi(laman):
    return laman.locator("main")


def ajukan(laman, pesan=""):
    laman.goto(f"/rencana/{rencana().pk}/")
    isi(laman).get_by_role("link", name="Ajukan").click()
    laman.get_by_label("Pesan untuk kepala satker").fill(pesan)
    isi(laman).get_by_role("button", name="Ajukan").click()
    expect(isi(laman).locator(".ringkas-rencana")).to_contain_text("Diajukan")


def dari_surel(laman, subjek):
    """The first tap: the address in the last mail with these words."""
    surel = next(m for m in reversed(mail.outbox) if subjek in m.subject)
    laman.goto(urlsplit(re.search(r"https?://\S+", surel.body)[0]).path)


def dalam_dua_layar(laman):
    for nama in ("Setujui", "Kembalikan"):
        kotak = laman.get_by_role("button", name=nama, exact=True).bounding_box()
        assert kotak["y"] + kotak["height"] <= DUA_LAYAR, f"{nama} pada {kotak['y']} px"


def periksa_halaman(laman, skrip):
    salah = [*tidak_bergeser(laman), *(aksesibel(laman) if skrip else utuh_tanpa_skrip(laman))]
    salah += terjangkau_jari(laman) if skrip else []
    assert not salah, salah


def ubah_baris(laman, baris, jadwal):
    laman.goto(f"/rencana/{rencana().pk}/")
    laman.locator(f"#baris-{baris.pk} a.tombol-ubah").click()
    laman.get_by_label("Tambah jadwal").fill(jadwal)
    laman.get_by_role("button", name="Simpan", exact=True).last.click()
    expect(laman.locator(f"#baris-{baris.pk}")).to_contain_text(jadwal)


def qr(terbitan):
    """What a phone reads at the foot of the first printed page."""
    with default_storage.open(terbitan.berkas.name) as berkas:
        dokumen = pypdfium2.PdfDocument(io.BytesIO(berkas.read()))
    gambar = dokumen[0].render(scale=200 / 72).to_pil()
    dokumen.close()
    return zxingcpp.read_barcodes(gambar)[0].text


@pytest.mark.parametrize("skrip", [True, False], ids=["javascript", "tanpa-javascript"])
def test_dari_ajuan_sampai_qr(sebagai, buka_halaman, skrip):
    ketua = sebagai("ketua", skrip=skrip, **TELEPON)
    ajukan(ketua, "Mohon dibaca baris 3")

    kepala = sebagai("kepala", skrip=skrip, **TELEPON)
    dari_surel(kepala, "Mohon persetujuan")
    expect(isi(kepala)).to_contain_text("Mohon dibaca baris 3")
    expect(isi(kepala)).to_contain_text("versi pertama")
    dalam_dua_layar(kepala)
    periksa_halaman(kepala, skrip)
    kepala.get_by_role("button", name="Kembalikan").click()
    expect(isi(kepala)).to_contain_text("Tulis catatannya dulu")
    kepala.get_by_label("Catatan").fill("Perbaiki jadwal baris 3")
    kepala.get_by_role("button", name="Kembalikan").click()
    expect(isi(kepala)).to_contain_text("Tidak ada yang menunggu keputusan")

    dari_surel(ketua, "Dikembalikan")
    expect(isi(ketua)).to_contain_text("Perbaiki jadwal baris 3")
    tiga, empat = BarisRencana.objects.order_by("tabel__urutan", "urutan")[2:4]
    ubah_baris(ketua, tiga, "Maret 2023")
    ajukan(ketua)
    dari_surel(kepala, "Mohon persetujuan")
    kepala.get_by_role("button", name="Setujui", exact=True).click()  # the second tap
    expect(isi(kepala)).to_contain_text("Disetujui")
    satu = Terbitan.objects.get()
    assert satu.terbit

    ubah_baris(ketua, empat, "April 2023")
    expect(ketua.locator(f"#baris-{empat.pk}")).to_contain_text("Berubah")
    expect(ketua.locator(f"#baris-{tiga.pk}")).not_to_contain_text("Berubah")
    ajukan(ketua)
    dari_surel(kepala, "Mohon persetujuan")
    expect(isi(kepala)).to_contain_text("Yang berubah sejak versi 2")
    expect(isi(kepala)).to_contain_text("April 2023")
    expect(isi(kepala)).not_to_contain_text("Maret 2023")
    dalam_dua_layar(kepala)
    periksa_halaman(kepala, skrip)
    kepala.get_by_role("button", name="Setujui", exact=True).click()
    expect(isi(kepala)).to_contain_text("Tidak ada yang menunggu keputusan")

    orang_luar = buka_halaman(None, skrip=skrip, **TELEPON)
    dua = Terbitan.objects.get(versi=3)
    orang_luar.goto(urlsplit(qr(dua)).path)
    expect(isi(orang_luar)).to_contain_text("berlaku")
    orang_luar.goto(urlsplit(qr(satu)).path)
    expect(isi(orang_luar)).to_contain_text("Versi 3 yang berlaku")
    for nama in Pengguna.objects.values_list("nama", flat=True):
        expect(orang_luar.locator("body")).not_to_contain_text(nama)


def test_kepala_membaca_yang_sudah_ditarik(sebagai):
    """The page was open while the team withdrew and submitted again: the decision is refused, the note stays."""
    ketua, kepala = sebagai("ketua", lebar=1280), sebagai("kepala", **TELEPON)
    ajukan(ketua)
    kepala.goto(f"/rencana/{rencana().pk}/persetujuan/")
    ketua.goto(f"/rencana/{rencana().pk}/")
    isi(ketua).get_by_role("link", name="Tarik kembali", exact=True).click()
    isi(ketua).get_by_role("button", name="Tarik kembali").click()
    ajukan(ketua)
    kepala.get_by_label("Catatan").fill("Jadwal area II belum lengkap")
    kepala.get_by_role("button", name="Kembalikan").click()
    expect(isi(kepala)).to_contain_text("Yang Anda baca versi 1, yang diajukan sekarang versi 2")
    expect(kepala.get_by_label("Catatan")).to_have_value("Jadwal area II belum lengkap")
    assert rencana().status == "diajukan"
