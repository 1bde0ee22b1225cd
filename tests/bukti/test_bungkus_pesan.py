"""Bundles: who orders and downloads one, how long it lives."""

import datetime
import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.bukti.bantu_bungkus import KODE, alamat, buat_berkas, buat_rencana, buat_syarat, nama, pekerjaan, susun
from tests.pabrik import SatkerFactory, orang
from zi.bukti.bungkus import services as services_bungkus
from zi.bukti.bungkus.services import MASA, buang_bungkus, pesan_bungkus
from zi.bukti.models import BukaBerkas, Bungkus
from zi.common import services
from zi.common.galat import TidakBerhak
from zi.dokumen.pdf import Pdf
from zi.notifikasi.models import Notifikasi

pytestmark = pytest.mark.django_db


@pytest.fixture
def rencana():
    return buat_rencana()


@pytest.fixture
def ketua(rencana):
    return orang(rencana.satker, "ketua_tim")


@pytest.fixture
def tanpa_cetak(monkeypatch):
    """The index is printed by a child process of a second: where it does not matter, a stub."""
    monkeypatch.setattr(services_bungkus, "buat_pdf", lambda html, **_: Pdf(b"%PDF-1.7", 1, 0, 0))


@pytest.mark.usefixtures("tanpa_cetak")
def test_memesan_lewat_halaman_dua_kali_sama_dengan_sekali(client, rencana, ketua):
    buat_berkas(buat_syarat(rencana), ketua)
    client.force_login(ketua)
    area = rencana.area.get()
    teks = client.get(f"/bukti/bungkus/?lingkup={rencana.pk}.{area.pk}").text
    assert f'<option value="{rencana.pk}.{area.pk}" selected>I. Manajemen Perubahan</option>' in teks
    kirim = {"lingkup": f"{rencana.pk}.{area.pk}", "belum": "1"}
    tujuan = {client.post("/bukti/bungkus/", kirim)["Location"] for _ in range(2)}
    bungkus = Bungkus.objects.get()
    assert tujuan == {alamat(bungkus)}
    assert pekerjaan(bungkus).data["belum"]
    teks = client.get(alamat(bungkus)).text
    assert "Menunggu giliran" in teks
    assert "boleh ditinggalkan" in teks
    services.ambil(pekerjaan(bungkus).pk)
    services.kemajuan(pekerjaan(bungkus).pk, 42, "Menyalin berkas 3 dari 7")
    teks = client.get(alamat(bungkus), headers={"HX-Request": "true"}).text
    assert 'value="42"' in teks
    assert "Menyalin berkas 3 dari 7" in teks
    assert "<html" not in teks
    assert "Sedang disusun" in client.get("/bukti/bungkus/").text


@pytest.mark.usefixtures("tanpa_cetak")
def test_diunduh_sebagai_lampiran_dan_tiap_isinya_dicatat(client, rencana, ketua, settings):
    versi = [buat_berkas(buat_syarat(rencana, f"S{n}"), ketua, f"B{n}", f"isi {n}".encode()) for n in range(3)]
    bungkus = susun(rencana, ketua)
    assert not BukaBerkas.objects.exists()
    client.force_login(ketua)
    settings.X_ACCEL = True
    assert client.head(alamat(bungkus, "unduh/")).status_code == 200
    assert not BukaBerkas.objects.exists()
    settings.X_ACCEL = False
    jawab = client.get(alamat(bungkus, "unduh/"))
    isi = b"".join(jawab.streaming_content)
    assert jawab["Content-Disposition"] == 'attachment; filename="bukti-zi-kantor-uji-2023.zip"'
    assert jawab["X-Content-Type-Options"] == "nosniff"
    assert len(zipfile.ZipFile(io.BytesIO(isi)).namelist()) == 6
    catatan = BukaBerkas.objects.filter(oleh=ketua, cara=BukaBerkas.Cara.BUNGKUS)
    assert set(catatan.values_list("versi", flat=True)) == {v.pk for v in versi}
    settings.X_ACCEL = True
    assert client.get(alamat(bungkus, "unduh/"))["X-Accel-Redirect"] == f"/_berkas/{bungkus.isi.name}"


@pytest.mark.usefixtures("tanpa_cetak")
def test_hanya_pemesannya_yang_membukanya(client, rencana, ketua):
    buat_berkas(buat_syarat(rencana), ketua)
    bungkus = susun(rencana, ketua)
    lain = orang(SatkerFactory(), "ketua_tim")
    for siapa in (orang(rencana.satker, "ketua_tim"), orang(rencana.satker, "anggota", area="TL"), lain):
        client.force_login(siapa)
        for akhir in ("", "unduh/"):
            assert client.get(alamat(bungkus, akhir)).status_code == 404
        assert client.post(alamat(bungkus)).status_code == 404
        assert alamat(bungkus) not in client.get("/bukti/bungkus/").text


def test_satker_lain_dan_yang_tidak_melihat_bukti_tidak_dapat_memesan(client, rencana):
    client.force_login(orang(SatkerFactory(), "ketua_tim"))
    assert client.post("/bukti/bungkus/", {"lingkup": rencana.pk}).status_code == 404
    admin = orang(rencana.satker, "admin_satker")
    client.force_login(admin)
    assert "Belum ada yang dapat dibungkus" in client.get("/bukti/bungkus/").text
    for lingkup in (rencana.pk, f"{rencana.pk}.x", "x", "1.1.1", f"{rencana.pk}.{10**30}"):
        assert client.post("/bukti/bungkus/", {"lingkup": lingkup}).status_code == 404
    with pytest.raises(TidakBerhak):
        pesan_bungkus(rencana, None, oleh=admin)
    assert not Bungkus.objects.exists()


def test_tanpa_memilih_satu_kalimat(client, ketua):
    client.force_login(ketua)
    jawab = client.post("/bukti/bungkus/", follow=True)
    assert "Pilih dulu apa yang dibungkus." in jawab.text


@pytest.mark.usefixtures("tanpa_cetak")
def test_evaluator_hanya_mendapat_yang_boleh_ia_lihat(client, rencana, ketua):
    """Of the submitted plan what was accepted, also when he asks for what waits; nothing once it is withdrawn."""
    syarat = buat_syarat(rencana, tanya=KODE[:1])
    buat_berkas(syarat, ketua, "Diterima", b"1")
    buat_berkas(syarat, ketua, "Menunggu", b"2", "menunggu")
    evaluator = orang(rencana.satker, "evaluator")
    client.force_login(evaluator)
    assert client.post("/bukti/bungkus/", {"lingkup": rencana.pk}).status_code == 404
    nilai = {"status": "diajukan", "diajukan_pada": timezone.now(), "diajukan_oleh": ketua}
    type(rencana).objects.filter(pk=rencana.pk).update(**nilai)
    rencana.refresh_from_db()
    assert "Juga yang belum diperiksa" not in client.get("/bukti/bungkus/").text
    client.post("/bukti/bungkus/", {"lingkup": rencana.pk, "belum": "1"})
    bungkus = Bungkus.objects.get(pemesan=evaluator)
    services.kerjakan(pekerjaan(bungkus).pk)
    bungkus.refresh_from_db()
    assert [n.split()[3] for n in nama(bungkus)[:-3]] == ["Diterima"]
    b"".join(client.get(alamat(bungkus, "unduh/")).streaming_content)
    assert BukaBerkas.objects.get().oleh == evaluator
    type(rencana).objects.update(status="draf", diajukan_pada=None, diajukan_oleh=None)
    assert client.get(alamat(bungkus, "unduh/")).status_code == 404


def test_evaluator_satker_lain_tidak(client, rencana, ketua):
    nilai = {"status": "diajukan", "diajukan_pada": timezone.now(), "diajukan_oleh": ketua}
    type(rencana).objects.filter(pk=rencana.pk).update(**nilai)
    client.force_login(orang(SatkerFactory(), "evaluator"))
    assert client.post("/bukti/bungkus/", {"lingkup": rencana.pk}).status_code == 404


@pytest.mark.usefixtures("tanpa_cetak")
def test_peran_yang_berakhir_sebelum_dikerjakan(rencana, ketua):
    buat_berkas(buat_syarat(rencana), ketua)
    bungkus = pesan_bungkus(rencana, None, oleh=ketua)
    ketua.peran.update(selesai=datetime.date(2021, 1, 1))
    services.kerjakan(pekerjaan(bungkus).pk)
    assert pekerjaan(bungkus).hasil == {"galat": services_bungkus.TIDAK_LAGI}


@pytest.mark.usefixtures("tanpa_cetak")
def test_kedaluwarsa_berkata_begitu_dan_dapat_disusun_lagi(client, rencana, ketua, django_capture_on_commit_callbacks):
    buat_berkas(buat_syarat(rencana), ketua)
    bungkus = susun(rencana, ketua, belum=True)
    assert abs(bungkus.kedaluwarsa - timezone.now() - MASA) < datetime.timedelta(minutes=1)
    simpanan = bungkus.isi.name
    client.force_login(ketua)
    Bungkus.objects.update(kedaluwarsa=timezone.now() - datetime.timedelta(seconds=1))
    assert client.get(alamat(bungkus, "unduh/"))["Location"] == alamat(bungkus)
    with django_capture_on_commit_callbacks(execute=True):
        assert buang_bungkus() == 1
        assert default_storage.exists(simpanan)  # the bytes go after the row
    assert not default_storage.exists(simpanan)
    assert "sudah kedaluwarsa" in client.get(alamat(bungkus)).text
    baru = client.post(alamat(bungkus))["Location"]
    assert baru != alamat(bungkus)
    assert pekerjaan(Bungkus.objects.first()).data["belum"]
    Bungkus.objects.filter(pk=bungkus.pk).update(kedaluwarsa=timezone.now() - datetime.timedelta(days=31))
    buang_bungkus()
    assert client.get(alamat(bungkus)).status_code == 404
    assert client.get(baru).status_code == 200


@pytest.mark.usefixtures("tanpa_cetak")
def test_yang_baru_menggantikan_yang_lama_begitu_siap(rencana, ketua, django_capture_on_commit_callbacks):
    buat_berkas(buat_syarat(rencana), ketua)
    lama, beda = susun(rencana, ketua), susun(rencana, ketua, belum=True)
    simpanan = lama.isi.name
    baru = pesan_bungkus(rencana, None, oleh=ketua)
    assert default_storage.exists(simpanan)
    with django_capture_on_commit_callbacks(execute=True):
        services.kerjakan(pekerjaan(baru).pk)
    lama.refresh_from_db()
    beda.refresh_from_db()
    assert not lama.isi
    assert not default_storage.exists(simpanan)
    assert default_storage.exists(beda.isi.name)


@pytest.mark.usefixtures("tanpa_cetak")
def test_yang_siap_dikabarkan_sekali_di_kotak_masuk(client, rencana, ketua, mailoutbox):
    buat_berkas(buat_syarat(rencana), ketua)
    bungkus = susun(rencana, ketua)
    services_bungkus.kerjakan_bungkus(pekerjaan(bungkus))
    kabar = Notifikasi.objects.get(kunci=f"bungkus:{bungkus.pk}")
    assert (kabar.penerima, kabar.ringkas, kabar.tautan) == (ketua, True, alamat(bungkus))
    assert kabar.isi.startswith("1 berkas. Dapat diunduh sampai ")
    client.force_login(ketua)
    assert "Unduh" in client.get(kabar.tautan).text
    assert not mailoutbox
