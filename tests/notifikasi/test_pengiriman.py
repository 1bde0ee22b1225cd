"""Mails over a real SMTP server: what it refuses, puts off, or cannot take because it is down."""

import smtplib
from datetime import timedelta

import pytest

from tests.infra.proses import port_bebas
from tests.notifikasi.bantu import SENIN, kantor, tulis
from tests.notifikasi.pelayan import pelayan
from tests.pabrik import orang
from zi.common import services
from zi.common.models import Pekerjaan
from zi.notifikasi.models import JalanPengingat, Notifikasi
from zi.notifikasi.services import kirim
from zi.notifikasi.services_pengingat import jalankan, pesan_pengingat, ulangi_surel
from zi.notifikasi.surel import TertundaSementara

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("baris")]
SELASA = SENIN + timedelta(days=1)


@pytest.fixture
def port():
    return port_bebas()


@pytest.fixture
def kotak(settings, port):
    with pelayan(settings, port) as kotak:
        yield kotak


def beat():
    """What the clock does every ten minutes, and the worker after it."""
    ulangi_surel()
    pesan_pengingat()
    for pk in services.menunggu():
        services.kerjakan(pk)


def kantor_bertugas(*jenis):
    k = kantor()
    for satu in jenis:
        tulis(k.satker, getattr(k, satu), SENIN, f"Tugas {satu}")
    return k


def test_surel_sungguhan_teks_dan_html(kotak, settings):
    settings.ZI_ALAMAT = "https://zi.uji.invalid"
    k = kantor()
    tulis(k.satker, k.anggota, SENIN, "Reviu SOP “Layanan” <baru>", tautan="/bukti/syarat/7/?kejadian=9")
    jalankan(k.satker, SENIN)
    [surat] = kotak.surat
    satu = Notifikasi.objects.get()
    assert surat["Message-ID"] == f"<zi-{satu.pk}-{satu.dibuat_pada:%Y%m%d%H%M%S}@zi.uji.invalid>"
    assert surat["Subject"].startswith("Pengingat Zona Integritas, 2 Maret 2026: 1 jatuh tempo hari ini")
    teks, html = (surat.get_body([jenis]).get_content() for jenis in ("plain", "html"))
    assert "Reviu SOP “Layanan” <baru>" in teks
    assert "https://zi.uji.invalid/bukti/syarat/7/?kejadian=9" in teks
    assert 'href="https://zi.uji.invalid/bukti/syarat/7/?kejadian=9">Reviu SOP “Layanan” &lt;baru&gt;</a>' in html


def test_alamat_yang_ditolak_tidak_menahan_yang_lain(kotak):
    k = kantor_bertugas("anggota", "koordinator")
    kotak.jawaban[k.anggota.email] = "550 5.1.1 tidak ada orang ini"
    for _ in range(2):
        hasil = jalankan(k.satker, SENIN)
    assert kotak.kepada == [k.koordinator.email]
    assert "5.1.1" in Notifikasi.objects.get(penerima=k.anggota, jalan__isnull=False).surel_ditolak
    jalan = JalanPengingat.objects.get()
    assert (jalan.orang, jalan.surel, jalan.ditolak) == (2, 1, 1)
    assert hasil.baris == []
    kabar = Notifikasi.objects.get(penerima=k.admin_satker)
    assert k.anggota.email in kabar.isi


def test_yang_ditunda_dicoba_lagi_lalu_hari_dianggap_selesai(kotak, pukul):
    """One full mailbox: it is tried for four hours; next day nobody else is told twice, and it gets both days."""
    k = kantor_bertugas("anggota", "koordinator")
    kotak.jawaban[k.anggota.email] = "452 4.2.2 kotak surat penuh"
    kirim(k.anggota, kunci="kabar", judul="Kabar semalam", surel=False, ringkas=True)
    Notifikasi.objects.update(dibuat_pada="2026-03-01T10:00Z")
    pukul(2)
    with pytest.raises(TertundaSementara):
        jalankan(k.satker, SENIN)
    assert kotak.kepada == [k.koordinator.email]
    pukul(2, 12)
    jalankan(k.satker, SENIN)
    assert kotak.kepada == [k.koordinator.email]
    assert JalanPengingat.objects.get().selesai_pada
    del kotak.jawaban[k.anggota.email]
    tulis(k.satker, k.koordinator, SELASA, "Esok")
    for satu in (k.anggota, k.koordinator):
        tulis(k.satker, satu, SENIN + timedelta(days=7), "H-7 kemarin")
    pukul(3)
    jalankan(k.satker, SELASA)
    assert kotak.kepada == [k.koordinator.email, *sorted([k.anggota.email, k.koordinator.email])]
    isi = {s["To"]: s.get_body(["plain"]).get_content() for s in kotak.surat[1:]}
    assert "H-7 kemarin" in isi[k.anggota.email]
    assert "Kabar semalam" in isi[k.anggota.email]
    assert "Esok" in isi[k.koordinator.email]
    assert "H-7 kemarin" not in isi[k.koordinator.email]


def test_yang_sudah_menerima_tidak_diberi_tahu_lagi_esoknya(kotak, pukul):
    """The server died in the middle of a day: who got his mail is not told the same on the next day."""
    k = kantor()
    for satu in (k.anggota, k.koordinator):
        tulis(k.satker, satu, SENIN + timedelta(days=7), f"H-7 {satu.nama}")
    pukul(2)
    jalankan(k.satker, SENIN)
    JalanPengingat.objects.update(selesai_pada=None)
    Notifikasi.objects.filter(penerima=k.koordinator).update(surel_pada=None)
    kotak.surat.clear()
    pukul(3)
    jalankan(k.satker, SELASA)
    assert kotak.kepada == [k.koordinator.email]


def test_pelayan_mati_sehari_lalu_satu_surel(settings, port, pukul):
    k = kantor_bertugas("anggota")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    for jam in range(7, 24):
        for menit in (0, 20, 40):
            pukul(2, jam, menit)
            beat()
    assert not JalanPengingat.objects.filter(selesai_pada__isnull=False).exists()
    assert Notifikasi.objects.get().penerima == k.anggota  # the inbox has it all the same
    with pelayan(settings, port) as kotak:
        for menit in (0, 10, 20, 30):
            pukul(3, 7, menit)
            beat()
    [surat] = kotak.surat
    assert "3 Maret 2026: 1 terlambat" in surat["Subject"]


def test_undangan_menunggu_sampai_pelayan_hidup(settings, port, pukul):
    """A mail of its own is not given up after five tries either."""
    k = kantor()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    pukul(2, 8)
    kirim(k.anggota, kunci="undangan", judul="Undangan rapat")
    for jam in range(8, 24):
        for menit in (0, 20, 40):
            pukul(2, jam, menit)
            beat()
    assert Pekerjaan.objects.get(jenis="kirim_surel").status in {"menunggu", "gagal"}
    with pelayan(settings, port) as kotak:
        for menit in (0, 10, 20, 30):
            pukul(3, 6, menit)
            beat()
    assert [s["Subject"] for s in kotak.surat] == ["Undangan rapat"]


def test_pelayan_yang_memutus_sambungan_disapa_lagi(kotak):
    k = kantor()
    for n in range(5):
        tulis(k.satker, orang(k.satker, "anggota"), SENIN, f"Tugas {n}")
    kotak.putus = 2
    jalankan(k.satker, SENIN)
    assert len(set(kotak.kepada)) == 5
    assert JalanPengingat.objects.get().surel == 5


def test_pengirim_ditolak_bukan_salah_penerima(kotak, settings, monkeypatch):
    """The server refuses us, not them: nobody is marked, and the day is tried again."""
    k = kantor_bertugas("anggota")

    def menolak(*args, **lain):
        raise smtplib.SMTPSenderRefused(550, b"ditolak", "zi@contoh.invalid")

    with monkeypatch.context() as m:
        m.setattr(smtplib.SMTP, "sendmail", menolak)
        with pytest.raises(smtplib.SMTPSenderRefused):
            jalankan(k.satker, SENIN)
    assert not Notifikasi.objects.exclude(surel_ditolak="").exists()
    jalankan(k.satker, SENIN)
    assert kotak.kepada == [k.anggota.email]
