"""An address as evidence of last resort: marked everywhere, checked like a file, replaced by one."""

import pytest

from tests.bukti.test_berkas import anggota, berkas, koordinator, satker, syarat
from tests.pabrik import SatkerFactory, orang
from zi.bukti.models import Berkas, PemenuhanBukti
from zi.bukti.pakai.services_tautan import catat_tautan
from zi.bukti.services import verifikasi
from zi.common.galat import GalatDomain, TidakBerhak

pytestmark = pytest.mark.django_db
__all__ = ["anggota", "koordinator", "satker", "syarat"]
ALAMAT = "https://drive.uji.invalid/berkas/1"
TANDA = "</svg>Tautan</span>"
PERINGATAN = "evaluator mungkin tidak dapat membukanya"


@pytest.fixture
def tautan(syarat, anggota):
    return catat_tautan(syarat, ALAMAT, oleh=anggota, judul="SK di Drive")


def kirim(client, syarat, **isian):
    return client.post(f"/bukti/syarat/{syarat.pk}/tautan/", isian, follow=True)


def test_dicatat_dari_halaman_syarat(client, syarat, anggota):
    client.force_login(anggota)
    halaman = client.get(f"/bukti/syarat/{syarat.pk}/").text
    assert "Berkas tidak dapat diunggah?" in halaman
    jawab = kirim(client, syarat, judul="SK di Drive", tautan=" drive.uji.invalid/berkas/1 ")
    satu = Berkas.objects.get()
    assert (satu.judul, satu.tautan, satu.versi.count()) == ("SK di Drive", ALAMAT, 0)
    assert f'href="{ALAMAT}" target="_blank" rel="noopener noreferrer"' in jawab.text
    assert TANDA in jawab.text
    assert PERINGATAN in jawab.text
    kirim(client, syarat, tautan=ALAMAT)
    assert PemenuhanBukti.objects.count() == 1
    kirim(client, syarat, tautan=f"{ALAMAT}/2")
    assert Berkas.objects.filter(judul=f"{ALAMAT}/2").exists()


@pytest.mark.parametrize(
    "alamat",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://uji.invalid/x",
        "file:///etc/passwd",
        "https://",
        "bukan alamat",
        "",
        "https://uji.invalid/" + "x" * 600,
        "https://uji.invalid/\x00",
    ],
)
def test_alamat_buruk_ditolak_dengan_kalimat(client, syarat, anggota, alamat):
    client.force_login(anggota)
    jawab = kirim(client, syarat, judul="X", tautan=alamat)
    assert jawab.status_code == 422
    assert "is-invalid" in jawab.text
    with pytest.raises(GalatDomain):
        catat_tautan(syarat, alamat, oleh=anggota)
    assert not Berkas.objects.exists()


def test_judul_terlalu_panjang_atau_berisi_html(client, syarat, anggota):
    client.force_login(anggota)
    assert kirim(client, syarat, judul="x" * 251, tautan=ALAMAT).status_code == 422
    assert "<b>tebal" not in kirim(client, syarat, judul="<b>tebal</b>", tautan=f'{ALAMAT}?a="><b>tebal').text
    assert Berkas.objects.count() <= 1


def test_bertanda_di_mana_pun(client, syarat, tautan, koordinator):
    client.force_login(koordinator)
    for alamat in (
        f"/bukti/syarat/{syarat.pk}/",
        f"/bukti/register/{tautan.berkas_id}/",
        f"/bukti/pemenuhan/{tautan.pk}/",
        "/bukti/register/",
        "/bukti/periksa/",
        f"/bukti/?rencana={syarat.baris.tabel.rencana_id}",
    ):
        assert TANDA in client.get(alamat).text, alamat


def test_diperiksa_dan_dikembalikan(client, tautan, anggota, koordinator):
    client.force_login(koordinator)
    url = f"/bukti/pemenuhan/{tautan.pk}/"
    halaman = client.get(url).text
    assert "jadi tidak ada pratinjau" in halaman
    assert halaman.count('target="_blank" rel="noopener noreferrer"') == 2
    client.post(url, {"pratinjau": "1"})
    client.post(url, {"versi": tautan.versi, "keputusan": "kembalikan", "catatan": "Tidak dapat dibuka"})
    tautan.refresh_from_db()
    assert tautan.status == PemenuhanBukti.Status.DIKEMBALIKAN
    with pytest.raises(TidakBerhak):
        verifikasi(tautan, True, oleh=anggota)


def test_diganti_dengan_berkas(client, syarat, tautan, anggota, koordinator):
    verifikasi(tautan, True, oleh=koordinator)
    client.force_login(anggota)
    url = f"/bukti/pemenuhan/{tautan.pk}/versi/"
    assert "Ganti tautan dengan berkas" in client.get(url).text
    jawab = client.post(url, {"berkas": berkas()}, follow=True)
    assert "Versi 1 tersimpan" in jawab.text
    assert TANDA not in jawab.text
    tautan.refresh_from_db()
    assert (tautan.status, tautan.catatan) == (PemenuhanBukti.Status.MENUNGGU, "Tautannya sudah diterima.")
    halaman = client.get(f"/bukti/register/{tautan.berkas_id}/").text
    assert "Semula tautan" in halaman
    assert TANDA not in halaman + client.get("/bukti/register/").text
    assert TANDA not in client.get(f"/bukti/?rencana={syarat.baris.tabel.rencana_id}").text


def test_empat_orang(client, syarat, tautan, satker):
    for user in (orang(satker, "anggota", area="PP"), orang(satker, "kepala")):
        client.force_login(user)
        assert 'name="tautan"' not in client.get(f"/bukti/syarat/{syarat.pk}/tautan/").text
        kirim(client, syarat, tautan=f"{ALAMAT}/baru")
    for user in (orang(SatkerFactory(), "ketua_tim"), orang(satker, "evaluator")):
        client.force_login(user)
        assert kirim(client, syarat, tautan=f"{ALAMAT}/baru").status_code == 404
        assert client.get(f"/bukti/register/{tautan.berkas_id}/").status_code == 404
    assert Berkas.objects.count() == 1
