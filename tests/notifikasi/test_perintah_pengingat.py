"""manage.py kirim_pengingat: what it prints, and that --coba neither sends nor writes."""

import pytest
from django.core.management import CommandError, call_command

from tests.infra.proses import port_bebas
from tests.notifikasi.bantu import SENIN, kantor, tulis
from tests.notifikasi.pelayan import pelayan
from zi.common.models import Pekerjaan
from zi.notifikasi.models import JalanPengingat, Notifikasi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("baris")]


def jalan(capsys, *opsi):
    call_command("kirim_pengingat", "--tanggal", "2026-03-02", *opsi)
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def k():
    k = kantor(nama="Kantor Uji")
    tulis(k.satker, k.anggota, SENIN, "Rapat")
    return k


def test_mencetak_yang_dikirim_lalu_tidak_mengirim_lagi(k, capsys, mailoutbox):
    kepala = "Kantor Uji, 2 Maret 2026"
    assert jalan(capsys) == [
        kepala,
        f"  terkirim: {k.anggota.nama} <{k.anggota.email}>: 1 jatuh tempo hari ini.",
    ]
    assert jalan(capsys) == [kepala, "  sudah dikirim"]
    assert len(mailoutbox) == 1


def test_coba_tidak_mengirim_dan_tidak_mencatat(k, capsys, mailoutbox):
    assert jalan(capsys, "--coba")[1:] == [
        f"  akan dikirim: {k.anggota.nama} <{k.anggota.email}>: 1 jatuh tempo hari ini."
    ]
    assert not mailoutbox
    assert not any(model.objects.exists() for model in (Notifikasi, JalanPengingat, Pekerjaan))


def test_tidak_ada_apa_apa(capsys):
    kantor(nama="Kantor Sepi")
    assert jalan(capsys, "--coba") == jalan(capsys) == ["Kantor Sepi, 2 Maret 2026", "  tidak ada yang perlu dikirim"]


def test_hanya_satu_satker(k, capsys):
    kantor(nama="Lain")
    assert jalan(capsys, "--satker", k.satker.kode, "--coba")[0] == "Kantor Uji, 2 Maret 2026"
    with pytest.raises(CommandError, match="Satker XX tidak ada"):
        jalan(capsys, "--satker", "XX")


@pytest.mark.parametrize("teks", ["2026-02-30", "besok", "02-03-2026"])
def test_tanggal_keliru(teks):
    with pytest.raises(CommandError, match=r"tidak dikenal\. Tulis seperti 2026-03-02"):
        call_command("kirim_pengingat", "--tanggal", teks)


def test_pelayan_mati_dikatakan_dan_satker_lain_tetap_dicoba(k, capsys, settings):
    lain = kantor(nama="Kantor Lain")
    tulis(lain.satker, lain.anggota, SENIN, "Survei")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", (port := port_bebas())
    with pytest.raises(CommandError, match="Pengingat 2 satker belum selesai"):
        jalan(capsys)
    assert capsys.readouterr().out.count("gagal:") == 2
    with pelayan(settings, port) as kotak:
        jalan(capsys)
    assert sorted(kotak.kepada) == sorted([k.anggota.email, lain.anggota.email])
