"""The pages of the map: who sees and decides what, filing under a question, the cost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.bukti.test_berkas import pdf, png
from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.models import JenisBukti, PemenuhanBukti, PetaBukti, PetaJenis, Resep, SyaratBukti
from zi.bukti.peta.queries import peta_rencana
from zi.bukti.peta.services import putuskan, tambah_syarat_tanya
from zi.bukti.services import verifikasi
from zi.common.galat import GalatDomain, TidakBerhak
from zi.pengungkit.models import AreaBaku, Instrumen, Pertanyaan, Simpul

pytestmark = pytest.mark.django_db
TEKS = "SK Tim Kerja ZI-WBK"


@pytest.fixture
def instrumen():
    """One area with two questions, one question above the areas; kinds only for the first."""
    area = AreaBaku.objects.create(kode="MP", nama="Manajemen Perubahan", urutan=1)
    isian = {"judul": "LKE uji", "dasar": "uji", "berlaku_mulai": 2022, "nilai_maksimum": 100}
    hasil = Instrumen.objects.create(kode="uji", tipe_jawaban={"YT": {"nama": "Ya/Tidak"}}, **isian)
    cara = {"bobot": 1, "cara": "rata_rata_kali_bobot"}
    induk = Simpul.objects.create(instrumen=hasil, kode="A", nama="Manajemen", area=area, urutan=1, **cara)
    anak = Simpul.objects.create(instrumen=hasil, kode="A.1", nama="Tim Kerja", induk=induk, urutan=2, **cara)
    atas = Simpul.objects.create(instrumen=hasil, kode="B", nama="Hasil", urutan=3, **cara)
    for n, (simpul, kode, tipe) in enumerate([(anak, "A.1.a", "YT"), (anak, "A.1.b", "YT"), (atas, "B.a", "SURVEI")]):
        Pertanyaan.objects.create(instrumen=hasil, simpul=simpul, kode=kode, teks=f"Teks {kode}", tipe=tipe, urutan=n)
    sk = JenisBukti.objects.create(kode="sk", nama="Surat Keputusan", sinonim=["SK"])
    PetaJenis.objects.create(pertanyaan=tanya(hasil, "A.1.a"), jenis=sk, kata=["tim kerja"])
    return hasil


def tanya(instrumen, kode):
    return instrumen.pertanyaan.get(kode=kode)


@pytest.fixture
def rencana(instrumen):
    return RencanaFactory()


def buat_syarat(rencana, teks=TEKS):
    area = rencana.area.first() or AreaFactory(rencana=rencana, area_baku=AreaBaku.objects.get(kode="MP"))
    tabel = rencana.tabel.first() or TabelFactory(area=area)
    return SyaratBukti.objects.create(baris=BarisFactory(tabel=tabel), teks=teks, jenis=["sk"])


@pytest.fixture
def syarat(rencana):
    return buat_syarat(rencana)


@pytest.fixture
def koordinator(rencana):
    return orang(rencana.satker, "koordinator", area="MP")


def keadaan(rencana, instrumen, user):
    return {t.pertanyaan.kode: t.keadaan for a in peta_rencana(rencana, instrumen, user) for t in a.tanya}


def alamat_tanya(rencana, instrumen, kode="A.1.b", tahun=2023):
    return f"/bukti/pertanyaan/{rencana.satker_id}/{tahun}/{tanya(instrumen, kode).pk}/"


def berkas():
    return SimpleUploadedFile("LHKPN.pdf", pdf())


def test_peta_membedakan_usulan_kosong_dan_luar(client, syarat, rencana, instrumen, koordinator):
    assert keadaan(rencana, instrumen, koordinator) == {"A.1.a": "usulan", "A.1.b": "kosong", "B.a": "luar"}
    client.force_login(koordinator)
    teks = client.get(f"/bukti/peta/{rencana.pk}/").text
    assert TEKS in teks
    assert "Memuat kata “tim kerja”" in teks
    assert teks.count("Belum ada bukti") == 1
    assert "(1 belum ada bukti)" in teks
    assert "survei pihak luar" in client.get(f"/bukti/peta/{rencana.pk}/?area=LAIN").text


def test_menetapkan_dan_menolak_lewat_halaman(client, syarat, rencana, instrumen, koordinator):
    client.force_login(koordinator)
    url, peta = f"/bukti/peta/syarat/{syarat.pk}/", f"/bukti/peta/{rencana.pk}/"
    kirim = {"pertanyaan": tanya(instrumen, "A.1.a").pk, "cocok": "1", "next": peta}
    assert client.post(url, kirim)["Location"] == peta
    assert keadaan(rencana, instrumen, koordinator)["A.1.a"] == "belum"
    client.post(url, kirim | {"pertanyaan": tanya(instrumen, "A.1.b").pk})
    client.post(url, kirim | {"cocok": "0"})
    assert keadaan(rencana, instrumen, koordinator) == {"A.1.a": "kosong", "A.1.b": "belum", "B.a": "luar"}
    assert "Bukan bukti untuk" in client.get(url).text
    assert "Pilih dulu" in client.post(url, {"cocok": "1"}, follow=True).text
    assert client.post(url, {"cocok": "1", "pertanyaan": 999999}).status_code == 404


def test_putusan_dua_kali_sama_dan_tetap_tahun_depan(syarat, rencana, instrumen, koordinator):
    ketua, satu = orang(rencana.satker, "ketua_tim"), tanya(instrumen, "A.1.b")
    putuskan(syarat, satu, True, oleh=koordinator)
    putuskan(syarat, satu, True, oleh=ketua)
    assert PetaBukti.objects.get().oleh == koordinator
    depan = RencanaFactory(satker=rencana.satker, tahun_mulai=2024, tahun_selesai=2024)
    buat_syarat(depan, f"{TEKS.upper()} (2 Januari 2024)")
    assert keadaan(depan, instrumen, ketua)["A.1.b"] == "belum"
    lain = RencanaFactory()
    buat_syarat(lain)
    assert keadaan(lain, instrumen, orang(lain.satker, "ketua_tim"))["A.1.b"] == "kosong"
    putuskan(syarat, satu, False, oleh=ketua)
    assert (PetaBukti.objects.get().cocok, PetaBukti.objects.get().oleh) == (False, ketua)


def test_empat_orang(client, syarat, rencana, instrumen, koordinator):
    satu, url = tanya(instrumen, "A.1.a"), f"/bukti/peta/syarat/{syarat.pk}/"
    kirim = {"pertanyaan": satu.pk, "cocok": "1"}
    for jenis, area in (("anggota", "MP"), ("koordinator", "PP")):
        user = orang(rencana.satker, jenis, area=area)
        with pytest.raises(TidakBerhak):
            putuskan(syarat, satu, True, oleh=user)
        client.force_login(user)
        halaman = client.get(url)
        assert 'name="cocok"' not in halaman.text
        assert 'name="cocok"' not in client.get(f"/bukti/peta/{rencana.pk}/").text
        client.post(url, kirim)
    client.force_login(orang(SatkerFactory(), "ketua_tim"))
    for alamat in (url, f"/bukti/peta/{rencana.pk}/", alamat_tanya(rencana, instrumen)):
        assert client.get(alamat).status_code == 404
        assert client.post(alamat, kirim).status_code in {404, 405}
    client.force_login(orang(rencana.satker, "evaluator"))
    assert client.get(f"/bukti/peta/{rencana.pk}/").status_code == 404
    halaman = client.get(alamat_tanya(rencana, instrumen))
    assert syarat.teks not in halaman.text
    assert "Catat bukti langsung" not in halaman.text
    assert not PetaBukti.objects.exists()


def test_evaluator_melihat_peta_tanpa_bukti_yang_dicatat_langsung(syarat, rencana, instrumen):
    tambah_syarat_tanya(rencana.satker, 2023, tanya(instrumen, "A.1.b"), "Rahasia", oleh=None)
    evaluator = orang(rencana.satker, "evaluator")
    assert keadaan(rencana, instrumen, evaluator)["A.1.b"] == "kosong"
    assert keadaan(rencana, instrumen, orang(rencana.satker, "anggota"))["A.1.b"] == "belum"


def test_catat_langsung_unggah_periksa(client, rencana, instrumen, koordinator):
    """A unit without a row for it files its LHKPN proof under the question."""
    anggota, url = orang(rencana.satker, "anggota", area="MP"), alamat_tanya(rencana, instrumen)
    client.force_login(anggota)
    assert "Belum ada bukti" in client.get(url).text
    client.post(url, {"teks": "Tanda terima LHKPN", "berkas": [berkas()]})
    satu = PemenuhanBukti.objects.get()
    assert (satu.syarat.satker, satu.syarat.tahun, satu.berkas.satker) == (rencana.satker, 2023, rencana.satker)
    assert satu.syarat.get_absolute_url() == url
    halaman = client.get(url).text
    assert "LHKPN.pdf" in halaman
    assert f'href="/bukti/pemenuhan/{satu.pk}/"' not in halaman
    with pytest.raises(TidakBerhak):
        verifikasi(satu, True, oleh=anggota)
    client.force_login(koordinator)
    assert f'href="/bukti/pemenuhan/{satu.pk}/"' in client.get(url).text
    assert client.get(f"/bukti/pemenuhan/{satu.pk}/").status_code == 200
    verifikasi(satu, True, oleh=koordinator)
    assert keadaan(rencana, instrumen, koordinator)["A.1.b"] == "diterima"


def test_unggah_ke_yang_sudah_ada_dan_berkas_buruk(client, rencana, instrumen, koordinator):
    client.force_login(koordinator)
    url = alamat_tanya(rencana, instrumen)
    client.post(url, {"teks": "Tanda terima LHKPN"})
    syarat = SyaratBukti.objects.get()
    buruk = SimpleUploadedFile("buruk.pdf", b"bukan pdf")
    halaman = client.post(url, {"syarat": syarat.pk, "berkas": [buruk, berkas()]}, follow=True).text
    assert "“buruk.pdf” bukan" in halaman
    assert "“LHKPN.pdf” tersimpan." in halaman
    assert PemenuhanBukti.objects.get().syarat == syarat
    assert "Pilih dulu berkasnya." in client.post(url, {"syarat": syarat.pk}, follow=True).text
    asing = tambah_syarat_tanya(SatkerFactory(), 2023, tanya(instrumen, "A.1.b"), "Milik lain", oleh=None)
    assert client.post(url, {"syarat": asing.pk, "berkas": [berkas()]}).status_code == 404
    assert client.post(url, {"syarat": "x", "berkas": [berkas()]}).status_code == 404


def test_tanpa_nama_tersimpan_di_bawah_pertanyaan(client, rencana, instrumen, koordinator):
    """No field is mandatory; a script sends several at once and gets each one's own answer."""
    client.force_login(koordinator)
    url = alamat_tanya(rencana, instrumen)
    assert "unggah.js" in (halaman := client.get(url).text)
    assert f'action="{url}"' in halaman
    jawab = client.post(url, {"berkas": [berkas()]}, headers={"HX-Request": "true"})
    assert "data-kabar" in jawab.text
    assert "<html" not in jawab.text
    dua = client.post(url, {"berkas": [SimpleUploadedFile("foto.png", png())]}, follow=True)
    assert 'class="betul"' in dua.text
    assert [s.teks for s in SyaratBukti.objects.all()] == ["Bukti A.1.b"]
    assert PemenuhanBukti.objects.count() == 2
    buruk = client.post(url, {"berkas": [SimpleUploadedFile("x.pdf", b"x")]}, headers={"HX-Request": "true"})
    assert buruk.status_code == 422


def test_mencatat_ditolak(rencana, instrumen, koordinator):
    satu, atas, satker = tanya(instrumen, "A.1.a"), tanya(instrumen, "B.a"), rencana.satker
    for user in (orang(satker, "anggota", area="PP"), orang(SatkerFactory(), "ketua_tim"), orang(satker, "kepala")):
        with pytest.raises(TidakBerhak):
            tambah_syarat_tanya(satker, 2023, satu, "Bukti", oleh=user)
    with pytest.raises(TidakBerhak):
        tambah_syarat_tanya(satker, 2023, atas, "Bukti", oleh=koordinator)
    for tahun, teks in ((2023, "  "), (2023, "x" * 501), (2021, "Bukti")):
        with pytest.raises(GalatDomain):
            tambah_syarat_tanya(satker, tahun, satu, teks, oleh=koordinator)
    assert not SyaratBukti.objects.exists()
    sekali = tambah_syarat_tanya(satker, 2023, satu, "SK  Tim", oleh=koordinator)
    assert tambah_syarat_tanya(satker, 2023, satu, "sk tim", oleh=koordinator) == sekali
    assert sekali.jenis == ["sk"]
    with pytest.raises(GalatDomain, match="langsung"):
        putuskan(sekali, satu, True, oleh=koordinator)


def test_tahun_tanpa_instrumen(client, rencana, instrumen, koordinator):
    lama = RencanaFactory(satker=rencana.satker, tahun_mulai=2020, tahun_selesai=2020)
    client.force_login(koordinator)
    assert "Belum ada instrumen" in client.get(f"/bukti/peta/{lama.pk}/").text
    assert client.get(f"/bukti/peta/syarat/{buat_syarat(lama).pk}/").status_code == 404
    assert client.get(alamat_tanya(rencana, instrumen, tahun=2020)).status_code == 404


def test_yang_serupa_satu_butir(rencana, instrumen, koordinator):
    for bulan in ("Januari", "Februari", "Maret"):
        buat_syarat(rencana, f"{TEKS} ({bulan} 2023)")
    (bukti,) = peta_rencana(rencana, instrumen, koordinator)[0].tanya[0].bukti
    assert len(bukti.syarat) == 3
    assert bukti.keadaan == "belum"


def test_tanpa_pertanyaan_tampak(client, rencana, instrumen, koordinator):
    buat_syarat(rencana, "SK lain sama sekali")
    baris = rencana.tabel.first().baris.first()
    baris.uraian = "Lainnya"
    baris.save()
    client.force_login(koordinator)
    assert "Bukti tanpa pertanyaan" in client.get(f"/bukti/peta/{rencana.pk}/").text


@pytest.mark.parametrize("halaman", ["peta", "pertanyaan"])
def test_kueri_tetap(client, rencana, instrumen, koordinator, halaman):
    client.force_login(koordinator)
    url = f"/bukti/peta/{rencana.pk}/" if halaman == "peta" else alamat_tanya(rencana, instrumen, "A.1.a")
    jumlah = []
    for awal, akhir in ((0, 2), (2, 50)):
        for n in range(awal, akhir):
            huruf = f"{chr(97 + n // 26)}{chr(97 + n % 26)}"
            buat_syarat(rencana, f"{TEKS} {huruf}")
            s = tambah_syarat_tanya(rencana.satker, 2023, tanya(instrumen, "A.1.a"), f"Bukti {huruf}", oleh=None)
            PemenuhanBukti.objects.create(
                syarat=s, berkas=_berkas(rencana.satker, koordinator), ditawarkan_oleh=koordinator
            )
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            assert client.get(url).status_code == 200
        jumlah.append(len(kueri))
    assert jumlah[0] == jumlah[1]
    assert jumlah[1] <= 12


def _berkas(satker, user):
    return satker.berkas.create(judul="Berkas", diunggah_oleh=user)


def test_tertaut_dari_daftar_bukti(client, rencana, instrumen, koordinator):
    client.force_login(koordinator)
    assert f'href="/bukti/peta/{rencana.pk}/"' in client.get("/bukti/").text


# --- several requirements under a question: rename, delete, restore, recipe, link, a file that is there


@pytest.fixture
def langsung(rencana, instrumen, koordinator):
    return tambah_syarat_tanya(rencana.satker, 2023, tanya(instrumen, "A.1.a"), "SK Tim", oleh=koordinator)


def test_ubah_nama_dan_jenis_di_bawah_pertanyaan(client, rencana, instrumen, koordinator, langsung):
    client.force_login(koordinator)
    halaman, ubah = alamat_tanya(rencana, instrumen, "A.1.a"), f"/bukti/pertanyaan/bukti/{langsung.pk}/"
    assert f'href="{ubah}"' in client.get(halaman).text
    awal = {"versi": 1, "awal": '{"teks": "SK Tim", "jenis": ["sk"]}'}
    assert client.post(ubah, awal | {"teks": " Pakta  integritas ", "jenis": ["sk"]})["Location"] == halaman
    langsung.refresh_from_db()
    assert (langsung.teks, langsung.jenis) == ("Pakta integritas", [])
    jawab = client.post(ubah, awal | {"teks": "Isian tertinggal", "jenis": ["sk"]})
    assert jawab.status_code == 409
    assert "Pakta integritas" in jawab.text
    for buruk in ({"teks": "  "}, {"teks": "x" * 501}, {"jenis": ["tidak-ada"]}, {"awal": "[]"}):
        assert client.post(ubah, awal | {"teks": "X"} | buruk).status_code == 422
    langsung.refresh_from_db()
    assert langsung.teks == "Pakta integritas"


def test_hapus_dan_pulihkan_di_bawah_pertanyaan(client, rencana, instrumen, koordinator, langsung):
    client.force_login(koordinator)
    halaman, ubah = alamat_tanya(rencana, instrumen, "A.1.a"), f"/bukti/pertanyaan/bukti/{langsung.pk}/"
    client.post(halaman, {"syarat": langsung.pk, "berkas": [berkas()]})
    isian = {"teks": "SK Tim", "versi": 1, "awal": '{"teks": "SK Tim", "jenis": ["sk"]}', "lalu": "hapus"}
    assert "baru saja diubah" in client.post(ubah, isian | {"versi": 9}, follow=True).text
    jawab = client.post(ubah, isian, follow=True)
    assert "dihapus. Bila keliru, pulihkan" in jawab.text
    assert "LHKPN.pdf" not in jawab.text
    assert client.get(ubah).status_code == 404
    pulihkan = f"{ubah}pulihkan/"
    assert client.get(pulihkan)["Location"] == halaman
    assert f'href="{halaman}resep/"' in jawab.text
    assert f'action="{pulihkan}"' in client.get(f"{halaman}resep/").text
    for _ in range(2):
        jawab = client.post(pulihkan, follow=True)
    assert "LHKPN.pdf" in jawab.text
    assert "Dihapus</h2>" not in client.get(f"{halaman}resep/").text


def test_resep_dan_tautan_di_bawah_pertanyaan(client, rencana, instrumen, koordinator, langsung):
    client.force_login(koordinator)
    resep = Resep.objects.create(nama="Tim")
    resep.jenis.set([JenisBukti.objects.get(kode="sk"), JenisBukti.objects.create(kode="notula", nama="Notula")])
    halaman = alamat_tanya(rencana, instrumen, "A.1.a")
    jawab = client.post(f"{halaman}resep/", {"resep": resep.pk}, follow=True)
    assert "Sudah diminta sebelumnya: Surat Keputusan." in jawab.text
    assert sorted(SyaratBukti.objects.values_list("teks", flat=True)) == ["Notula", "SK Tim"]
    asing = Resep.objects.create(nama="Asing", satker=SatkerFactory())
    for buruk in ("", "x", str(asing.pk), "9" * 30):
        assert "Pilih dulu resepnya." in client.post(f"{halaman}resep/", {"resep": buruk}, follow=True).text
    jawab = client.post(f"/bukti/syarat/{langsung.pk}/tautan/", {"tautan": "https://uji.invalid/a"}, follow=True)
    assert jawab.redirect_chain[-1][0] == halaman
    assert "Isinya tidak tersimpan di sini" in jawab.text
    assert SyaratBukti.objects.count() == 2


def test_orang_lain_tidak_mengubah_di_bawah_pertanyaan(client, rencana, instrumen, langsung):
    halaman, ubah = alamat_tanya(rencana, instrumen, "A.1.a"), f"/bukti/pertanyaan/bukti/{langsung.pk}/"
    isian = {"teks": "Dibajak", "versi": 1, "awal": '{"teks": "SK Tim", "jenis": ["sk"]}'}
    resep = Resep.objects.create(nama="Tim")
    resep.jenis.set(JenisBukti.objects.all())
    for user, status in (
        (orang(rencana.satker, "anggota", area="PP"), 200),
        (orang(rencana.satker, "kepala"), 200),
        (orang(SatkerFactory(), "ketua_tim"), 404),
        (orang(rencana.satker, "evaluator"), 404),
    ):
        client.force_login(user)
        jawab = client.get(ubah)
        assert jawab.status_code == status
        assert 'name="teks"' not in jawab.text
        client.post(ubah, isian)
        client.post(ubah, isian | {"lalu": "hapus"})
        client.post(f"{ubah}pulihkan/")
        client.post(f"{halaman}resep/", {"resep": resep.pk})
    assert list(SyaratBukti.objects.hidup().values_list("teks", flat=True)) == ["SK Tim"]
