"""The check: three queues, one file after the other, pictures in place for whom the file is."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from tests.bukti.test_berkas import berkas
from tests.bukti.test_pratinjau import pdf, versi
from tests.dunia import bangun
from tests.pabrik import SatkerFactory, orang
from zi.bukti.berkas.services_versi import versi_baru
from zi.bukti.isi.pratinjau import jalur_gambar
from zi.bukti.models import Berkas, BukaBerkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.bukti.periksa.alasan import ALASAN, susun_catatan
from zi.bukti.periksa.queries import hitung_antrean
from zi.bukti.services import unggah, verifikasi

pytestmark = pytest.mark.django_db
ANTREAN = "/bukti/periksa/"


@pytest.fixture
def dunia():
    d = bangun("MILIKKU")
    PemenuhanBukti.objects.all().delete()
    return d


def tawarkan(dunia, n: int, **lain) -> list[PemenuhanBukti]:
    """`n` offers of the anggota, without bytes."""
    anggota, hasil = dunia.orang["anggota"], []
    for i in range(n):
        syarat = SyaratBukti.objects.create(baris=dunia.baris, teks=f"Syarat {i}", urutan=20 + i)
        satu = Berkas.objects.create(satker=dunia.satker, judul=f"Berkas {i}", diunggah_oleh=anggota)
        hasil.append(PemenuhanBukti.objects.create(syarat=syarat, berkas=satu, ditawarkan_oleh=anggota, **lain))
    return hasil


def alamat(satu, antrean="belum"):
    return reverse("bukti:periksa", args=[satu.pk]) + f"?antrean={antrean}"


def putuskan(client, satu, keputusan, antrean="belum", **isi):
    return client.post(alamat(satu, antrean), {"keputusan": keputusan, "versi": satu.versi, **isi})


def hitung(user, satker):
    return {a.kode: a.jumlah for a in hitung_antrean(user, satker)}


def test_tiga_antrean_berisi_yang_semestinya(dunia):
    anggota, koordinator = dunia.orang["anggota"], dunia.orang["koordinator"]
    syarat = dunia.syarat
    satu, dua, _ = (unggah(syarat, berkas(pdf(n)), oleh=anggota) for n in (1, 2, 3))
    verifikasi(satu, False, oleh=koordinator, catatan="Kurang")
    verifikasi(dua, True, oleh=koordinator)
    assert hitung(koordinator, dunia.satker) == {"belum": 1, "diperbaiki": 0, "dikembalikan": 1}
    versi_baru(satu.berkas, berkas(pdf(4)), oleh=anggota)
    versi_baru(dua.berkas, berkas(pdf(5)), oleh=anggota)
    assert hitung(koordinator, dunia.satker) == {"belum": 1, "diperbaiki": 2, "dikembalikan": 0}


@pytest.mark.parametrize(
    ("jenis", "area", "jumlah"),
    [
        ("ketua_tim", "", 2),
        ("koordinator", "MP", 2),
        ("koordinator", "PP", 0),
        ("anggota", "MP", None),
        ("kepala", "", None),
        ("evaluator", "", None),
    ],
)
def test_antrean_menurut_orang(client, dunia, jenis, area, jumlah):
    tawarkan(dunia, 2)
    user = orang(dunia.satker, jenis, **({"area": area} if area else {}))
    assert hitung(user, dunia.satker).get("belum") == jumlah
    client.force_login(user)
    halaman = client.get(ANTREAN)
    assert ("Berkas 1" in halaman.text) is bool(jumlah)
    assert halaman.status_code == 200


def test_satker_lain_tidak_melihat_apa_pun(client, dunia):
    (satu,) = tawarkan(dunia, 1)
    client.force_login(orang(SatkerFactory(), "ketua_tim"))
    assert "Berkas 0" not in client.get(ANTREAN).text
    assert client.get(alamat(satu)).status_code == 404


def test_milik_sendiri_tidak_ada_di_antreannya(dunia):
    ketua = dunia.orang["ketua_tim"]
    a, b, c, _ = tawarkan(dunia, 4)
    PemenuhanBukti.objects.filter(pk=a.pk).update(ditawarkan_oleh=ketua)
    Berkas.objects.filter(pk=b.berkas_id).update(diunggah_oleh=ketua)
    dunia.putaran.bukti.all().delete()
    VersiBerkas.objects.filter(pk=dunia.versi_berkas.pk).delete()
    VersiBerkas.objects.create(
        berkas=c.berkas, satker=dunia.satker, isi="x", ukuran=1, sha256="1", sha256_terima="1", diunggah_oleh=ketua
    )
    assert hitung(ketua, dunia.satker)["belum"] == 1


def test_sesudah_putusan_yang_berikutnya_terbuka(client, dunia):
    a, b, c = tawarkan(dunia, 3)
    client.force_login(dunia.orang["koordinator"])
    tengah = client.get(alamat(b)).text
    assert alamat(a) in tengah
    assert alamat(c) in tengah
    assert putuskan(client, b, "terima").url == alamat(c)
    assert putuskan(client, c, "kembalikan", alasan=ALASAN[:2], catatan="Tolong segera").url == alamat(a)
    assert putuskan(client, a, "terima").url == f"{ANTREAN}?antrean=belum"
    c.refresh_from_db()
    assert (c.status, c.catatan) == ("dikembalikan", f"{ALASAN[0]}\n{ALASAN[1]}\nTolong segera")


def test_kembali_tanpa_alasan_dan_versi_basi_ditolak(client, dunia):
    (satu,) = tawarkan(dunia, 1)
    client.force_login(dunia.orang["koordinator"])
    assert "alasan pengembalian" in client.post(alamat(satu), {"versi": 1}, follow=True).text
    for basi in ("0", "7", "x", "9" * 30, "²"):
        jawab = client.post(alamat(satu), {"keputusan": "terima", "versi": basi}, follow=True)
        assert "Muat ulang" in jawab.text
    satu.refresh_from_db()
    assert satu.status == "menunggu"


def test_alasan_asing_tidak_masuk_catatan():
    assert susun_catatan(["<b>karangan</b>", ALASAN[3]], " \0 ") == ALASAN[3]


def test_kueri_antrean_dan_periksa_tetap(client, dunia):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    dua = tawarkan(dunia, 2)
    client.force_login(dunia.orang["koordinator"])
    jumlah = []
    for _ in range(2):
        for url in (ANTREAN, alamat(dua[0])):
            client.get(url)
            with CaptureQueriesContext(connection) as kueri:
                client.get(url)
            jumlah.append(len(kueri))
        tawarkan(dunia, 48)
    assert jumlah[:2] == jumlah[2:]


# --- pictures


def bergambar(dunia, n=3, **lain):
    """An offer with `n` pictures, the hinted page given in `lain`."""
    satu = versi(dunia, pdf(n), halaman=n, pratinjau=n)
    for i in range(1, n + 1):
        default_storage.save(jalur_gambar(satu, i), ContentFile(b"gambar"))
    return PemenuhanBukti.objects.create(
        syarat=dunia.syarat, berkas=satu.berkas, ditawarkan_oleh=dunia.orang["anggota"], **lain
    ), satu


def test_terbuka_di_halaman_petunjuk(client, dunia):
    pemenuhan, satu = bergambar(dunia, halaman=2)
    client.force_login(dunia.orang["koordinator"])
    gambar = [reverse("bukti:gambar", args=[satu.pk, n]) for n in (1, 2, 3)]
    assert gambar[1] in client.get(alamat(pemenuhan)).text
    assert gambar[2] in client.get(alamat(pemenuhan) + "&hal=3").text
    assert gambar[2] in client.get(alamat(pemenuhan) + "&hal=99").text
    assert gambar[1] in client.get(alamat(pemenuhan) + "&hal=x").text


def test_gambar_hanya_bagi_yang_boleh_membuka_berkasnya(client, dunia):
    _, satu = bergambar(dunia)
    url = reverse("bukti:gambar", args=[satu.pk, 1])
    client.force_login(dunia.orang["koordinator"])
    for _ in range(2):
        jawab = client.get(url)
        assert b"".join(jawab.streaming_content) == b"gambar"
    assert jawab["Content-Type"] == "image/webp"
    assert jawab["Content-Disposition"].startswith("inline")
    assert (jawab["X-Content-Type-Options"], jawab["Cache-Control"]) == ("nosniff", "private, max-age=3600")
    assert BukaBerkas.objects.filter(versi=satu, cara="pratinjau").count() == 1
    assert client.get(reverse("bukti:gambar", args=[satu.pk, 4])).status_code == 404
    for lain in (orang(dunia.satker, "evaluator"), orang(dunia.satker, "admin_satker")):
        client.force_login(lain)
        assert client.get(url).status_code == 404


def test_pratinjau_dibuat_saat_pertama_dibuka(client, dunia):
    satu = versi(dunia, pdf(2))
    pemenuhan = PemenuhanBukti.objects.create(
        syarat=dunia.syarat, berkas=satu.berkas, ditawarkan_oleh=dunia.orang["anggota"]
    )
    client.force_login(dunia.orang["koordinator"])
    assert "Tampilkan di sini" in client.get(alamat(pemenuhan)).text
    client.post(alamat(pemenuhan), {"pratinjau": "1"})
    assert "sedang dibuat" in client.get(alamat(pemenuhan)).text
    satu.refresh_from_db()
    assert satu.pratinjau == 0


def test_office_tanpa_pratinjau_tetapi_dapat_diunduh(client, dunia):
    satu = versi(dunia, b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    pemenuhan = PemenuhanBukti.objects.create(
        syarat=dunia.syarat, berkas=satu.berkas, ditawarkan_oleh=dunia.orang["anggota"]
    )
    client.force_login(dunia.orang["koordinator"])
    halaman = client.get(alamat(pemenuhan)).text
    assert "tidak punya pratinjau" in halaman
    assert reverse("bukti:unduh", args=[satu.pk]) in halaman


def test_versi_perbaikan_lewat_halaman(client, dunia):
    pemenuhan = unggah(dunia.syarat, berkas(), oleh=dunia.orang["anggota"])
    client.force_login(dunia.orang["anggota"])
    url = reverse("bukti:versi_perbaikan", args=[pemenuhan.pk])
    assert 'name="sesudah" value="1"' in client.get(url).text
    jawab = client.post(url, {"berkas": berkas(pdf(2)), "sesudah": "1"}, follow=True)
    assert "Versi 2 tersimpan" in jawab.text
    assert (
        "Versi lain dari berkas ini" in client.post(url, {"berkas": berkas(pdf(3)), "sesudah": "1"}, follow=True).text
    )
    assert pemenuhan.berkas.versi.count() == 2


def test_petunjuk_halaman_lewat_halaman(client, dunia):
    pemenuhan, _ = bergambar(dunia)
    client.force_login(dunia.orang["anggota"])
    url = reverse("bukti:periksa", args=[pemenuhan.pk])
    for tulisan, hasil in (("3", 3), ("9", 3), ("x", 3), ("", None)):
        client.post(url, {"halaman": tulisan})
        pemenuhan.refresh_from_db()
        assert pemenuhan.halaman == hasil
