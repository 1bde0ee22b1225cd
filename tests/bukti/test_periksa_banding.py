"""What a requirement asks beside what was offered; and nobody checks his own file, whatever else he is."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.dunia import bangun
from tests.pabrik import PeranFactory, orang
from zi.akun.models import Pengguna
from zi.bukti.models import Berkas, JenisBukti, PemenuhanBukti, VersiBerkas
from zi.bukti.periksa.queries import antrean, papan
from zi.bukti.services import verifikasi
from zi.common.verdict import TidakBerhak

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia():
    d = bangun("MILIKKU")
    d.syarat.tanggal, d.syarat.jenis = datetime.date(2023, 1, 25), ["sk"]
    d.syarat.save()
    d.notula = JenisBukti.objects.get_or_create(kode="notula", defaults={"nama": "Notula"})[0]
    d.sk = JenisBukti.objects.get_or_create(kode="sk", defaults={"nama": "SK"})[0]
    return d


def periksa(client, d, **berkas):
    Berkas.objects.filter(pk=d.berkas.pk).update(**berkas)
    client.force_login(d.orang["koordinator"])
    return client.get(reverse("bukti:periksa", args=[d.pemenuhan.pk])).text


def test_yang_tidak_cocok_ditunjukkan_bukan_ditolak(client, dunia):
    kemarin = dunia.satker.hari_ini() - datetime.timedelta(days=1)
    isi = periksa(client, dunia, tanggal="2023-01-27", jenis=dunia.notula, nomor="W-12", berlaku_sampai=kemarin)
    assert "Diminta 25 Januari 2023, berkas bertanggal 27 Januari 2023." in isi
    assert f"Diminta {dunia.sk.nama}, berkas dicatat sebagai {dunia.notula.nama}." in isi
    assert "Berkas habis berlaku" in isi
    assert "W-12" in isi
    verifikasi(dunia.pemenuhan, True, oleh=dunia.orang["koordinator"])


def test_yang_cocok_tidak_menegur(client, dunia):
    isi = periksa(client, dunia, tanggal="2023-01-25", jenis=dunia.sk)
    assert "alert-info" not in isi.split('id="judul-banding"')[1].split("</section>")[0]
    assert "tanggal berkas belum diisi" in periksa(client, dunia, tanggal=None)


def milik_pengunggah(d, pelaku):
    Berkas.objects.filter(pk=d.berkas.pk).update(diunggah_oleh=pelaku)


def milik_penawar(d, pelaku):
    PemenuhanBukti.objects.filter(pk=d.pemenuhan.pk).update(ditawarkan_oleh=pelaku)


def milik_pembawa_versi(d, pelaku):
    isian = {"nama_asli": "b.pdf", "tipe": "application/pdf", "ukuran": 4, "isi": "bukti/b.pdf"}
    kunci = {"sha256": "1" * 64, "sha256_terima": "1" * 64}
    VersiBerkas.objects.create(
        berkas=d.berkas, satker=d.satker, nomor=2, diunggah_oleh=pelaku, diunggah_pada=timezone.now(), **isian, **kunci
    )


@pytest.mark.parametrize("milik", [milik_pengunggah, milik_penawar, milik_pembawa_versi])
@pytest.mark.parametrize("juga", ["", "ketua_tim", "wakil", "admin_pusat", "admin_satker"])
def test_tidak_memeriksa_milik_sendiri_dalam_rupa_apa_pun(client, dunia, milik, juga):
    pelaku = orang(dunia.satker, "koordinator")
    if juga == "wakil":
        PeranFactory(
            pengguna=pelaku, satker=dunia.satker, jenis="kepala", sebutan="Plh.", selesai=datetime.date(2099, 1, 1)
        )
    elif juga:
        PeranFactory(pengguna=pelaku, satker=dunia.satker, jenis=juga)
    assert antrean(pelaku, dunia.satker, "belum").count() == 1
    milik(dunia, pelaku)
    pelaku, pemenuhan = Pengguna.objects.get(pk=pelaku.pk), PemenuhanBukti.objects.get()
    with pytest.raises(TidakBerhak):
        verifikasi(pemenuhan, True, oleh=pelaku)
    with pytest.raises(TidakBerhak):
        verifikasi(pemenuhan, False, oleh=pelaku, catatan="x")
    assert papan(pelaku, dunia.satker, 8)[1] == []
    client.force_login(pelaku)
    alamat = reverse("bukti:periksa", args=[pemenuhan.pk])
    assert 'value="terima"' not in client.get(alamat).text
    client.post(alamat, {"keputusan": "terima", "versi": "1"})
    pemenuhan.refresh_from_db()
    assert pemenuhan.status == "menunggu"


@pytest.mark.parametrize("jenis", ["kepala", "admin_pusat", "admin_satker", "anggota", "evaluator"])
def test_bukan_pemeriksa(dunia, jenis):
    with pytest.raises(TidakBerhak):
        verifikasi(dunia.pemenuhan, True, oleh=dunia.orang[jenis])
