"""The page and the service of a copy: who may, what is offered first, never doubled, the source unchanged."""

import datetime
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.naskah.bantu import alamat, sup
from tests.pabrik import AksiFactory, BarisFactory, RencanaFactory, SatkerFactory
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.common.galat import GalatDomain, TidakBerhak
from zi.common.models import CatatanAlur
from zi.jadwal.acuan import muat_hari_libur
from zi.jadwal.models import Jadwal
from zi.jadwal.services import tambah_jadwal
from zi.naskah.kanonik import sidik, susun
from zi.naskah.models import Pengesahan, Versi
from zi.naskah.services import bekukan
from zi.naskah.services_salin import salin_rencana
from zi.rencana.models import BarisRencana, RencanaAksi, RencanaKerja
from zi.rencana.services import RencanaSudahAda, hapus
from zi.satker.models import TimKerja

pytestmark = pytest.mark.django_db


@pytest.fixture
def rencana(dunia):
    """Two more rows: one whose evidence was accepted, one that asks for none. The first row has a Saturday in 2024."""
    muat_hari_libur()
    selesai = BarisFactory(tabel=dunia.tabel[1], urutan=1, no_tertulis="1.", uraian="Rapat capaian Maret 2023")
    dunia.selesai, dunia.tanpa = selesai, BarisFactory(tabel=dunia.tabel[0], urutan=2, no_tertulis="2.", uraian="Apel")
    tambah_jadwal(dunia.baris, "b. 6 Januari 2023", oleh=dunia.ketua)
    terima(SyaratBukti.objects.create(baris=selesai, teks="Notula", jenis=["notula"]), dunia)
    return dunia.rencana


def terima(syarat, dunia, status="diterima"):
    berkas = Berkas.objects.create(satker=dunia.satker, judul="Notula", diunggah_oleh=dunia.orang["anggota"])
    diperiksa = {"diverifikasi_oleh": dunia.ketua, "diverifikasi_pada": timezone.now()} if status != "menunggu" else {}
    PemenuhanBukti.objects.create(
        syarat=syarat, berkas=berkas, status=status, ditawarkan_oleh=dunia.orang["anggota"], **diperiksa
    )


def setujui(rencana, ketua):
    """The plan approved, with its version."""
    versi = bekukan(rencana, oleh=ketua)
    versi.status, versi.diputus_oleh, versi.diputus_pada = Versi.Status.DISETUJUI, ketua, timezone.now()
    versi.save()
    RencanaKerja.objects.filter(pk=rencana.pk).update(
        status="disetujui", diajukan_oleh=ketua, diajukan_pada=timezone.now()
    )
    rencana.refresh_from_db()
    return versi


def salinan(tahun=2024):
    return RencanaKerja.objects.get(tahun_mulai=tahun)


def kotak(halaman):
    """Every row on the page in order: its words, whether it is ticked."""
    return [
        (" ".join(x.find_parent("label").text.split()), x.has_attr("checked"))
        for x in halaman.select("input[name=baris]")
    ]


# --- who


@pytest.mark.parametrize(
    ("peran", "status", "kode"),
    [
        ("ketua_tim", "draf", "boleh"),
        ("koordinator", "draf", "tidak"),
        ("anggota", "draf", "tidak"),
        ("kepala", "draf", "tidak"),
        ("admin_satker", "draf", "tidak"),
        ("admin_pusat", "draf", "tidak"),
        ("evaluator", "draf", "404"),
        ("evaluator", "disetujui", "tidak"),
        ("satker_lain", "disetujui", "404"),
        ("ketua_tim", "disetujui", "boleh"),
    ],
)
def test_siapa_boleh_menyalin(dunia, rencana, client, peran, status, kode):
    if status == "disetujui":
        setujui(rencana, dunia.ketua)
    client.force_login(dunia.orang[peran])
    jawab = client.get(alamat("salin", rencana))
    kirim = client.post(alamat("salin", rencana), {"baris": [str(dunia.baris.uid)]})
    dibuat = RencanaKerja.objects.filter(tahun_mulai=2024).count()
    if kode == "404":
        assert (jawab.status_code, kirim.status_code, dibuat) == (404, 404, 0)
    elif kode == "tidak":
        assert "Rencana kerja dibuat oleh ketua tim." in jawab.text
        assert not sup(jawab).select("input[name=baris]")
        assert dibuat == 0
    else:
        assert len(sup(jawab).select("input[name=baris]")) == 3
        assert (kirim["Location"], dibuat) == (alamat("rencana", salinan()), 1)


def test_layanan_menolak_yang_bukan_ketua(dunia, rencana):
    with pytest.raises(TidakBerhak):
        salin_rencana(rencana, 2024, oleh=dunia.orang["koordinator"])
    with pytest.raises(TidakBerhak):
        salin_rencana(rencana, 2024, oleh=dunia.orang["satker_lain"])


@pytest.mark.parametrize(("peran", "ada"), [("ketua_tim", True), ("koordinator", False), ("kepala", False)])
def test_menu_hanya_bagi_yang_boleh(dunia, rencana, client, peran, ada):
    client.force_login(dunia.orang[peran])
    halaman = sup(client.get(alamat("rencana", rencana)))
    assert bool(halaman.select(f'.turun-isi a[href="{alamat("salin", rencana)}"]')) is ada


# --- what the page offers


def test_yang_belum_selesai_ditawarkan_lebih_dulu(dunia, rencana, ketua):
    halaman = sup(ketua.get(alamat("salin", rencana)))
    judul = [" ".join(x.text.split()) for x in halaman.select("main h2")]
    assert judul == ["Belum selesai (1 baris)", "Baris lain (2 baris)"]
    assert [x.text for x in halaman.select("caption")] == [
        "I. Manajemen Perubahan",
        "I. Manajemen Perubahan",
        "II. Penataan Tata Laksana",
    ]
    assert kotak(halaman) == [
        ("1. Penyusunan Tim Kerja", True),
        ("2. Apel", True),
        ("1. Rapat capaian Maret 2024", True),
    ]
    bukti = [" ".join(x.text.split()) for x in halaman.select('td[data-label="Bukti 2023"]')]
    assert bukti == ["0 dari 1 diterima", "Tanpa bukti", "1 dari 1 diterima"]


@pytest.mark.parametrize(("status", "belum"), [("menunggu", 2), ("dikembalikan", 2), ("diterima", 1)])
def test_hanya_yang_diterima_berarti_selesai(dunia, rencana, ketua, status, belum):
    syarat = SyaratBukti.objects.create(baris=dunia.tanpa, teks="Foto")
    if status == "dikembalikan":
        berkas = Berkas.objects.create(satker=dunia.satker, judul="Foto", diunggah_oleh=dunia.orang["anggota"])
        PemenuhanBukti.objects.create(
            syarat=syarat,
            berkas=berkas,
            status=status,
            catatan="Buram",
            ditawarkan_oleh=dunia.ketua,
            diverifikasi_oleh=dunia.ketua,
            diverifikasi_pada=timezone.now(),
        )
    else:
        terima(syarat, dunia, status)
    assert f"({belum} baris)" in sup(ketua.get(alamat("salin", rencana))).select_one("main h2").text


def test_centang_yang_belum_selesai_saja_tanpa_javascript(dunia, rencana, ketua):
    halaman = sup(ketua.get(alamat("salin", rencana)))
    (tautan,) = [a["href"] for a in halaman.select("a") if "belum selesai saja" in a.text]
    halaman = sup(ketua.get(alamat("salin", rencana) + tautan))
    assert [centang for _, centang in kotak(halaman)] == [True, False, False]


def test_jadwal_lama_dan_baru_dengan_usulan(dunia, rencana, ketua):
    halaman = sup(ketua.get(alamat("salin", rencana)))
    jadwal = [" ".join(x.text.split()) for x in halaman.select('td[data-label="Jadwal"] li')]
    assert jadwal == [
        "25 Januari 2023 menjadi 25 Januari 2024",
        "6 Januari 2023 menjadi 6 Januari 2024 6 Januari 2024 jatuh pada hari Sabtu. Usulan: Senin, 8 Januari 2024",
    ]
    pilihan = {x["value"]: x.has_attr("checked") for x in halaman.select("input[name=usulan]")}
    assert pilihan == {"biarkan": True, "pindahkan": False}


def test_tahun_tanpa_daftar_libur_dikatakan(dunia, rencana, ketua):
    assert "Hari libur 2035 belum ada" in ketua.get(alamat("salin", rencana), {"tahun": "2035"}).text
    assert "belum ada; baru Sabtu" not in ketua.get(alamat("salin", rencana)).text


def test_isi_hidup_yang_disalin_bukan_versi(dunia, rencana, ketua):
    setujui(rencana, dunia.ketua)
    assert "bukan versi" not in ketua.get(alamat("salin", rencana)).text
    AksiFactory(baris=dunia.tanpa, teks="Aksi sesudah disetujui")
    RencanaKerja.objects.filter(pk=rencana.pk).update(status="draf", diajukan_oleh=None, diajukan_pada=None)
    rencana.refresh_from_db()
    assert "bukan versi 1 yang disetujui" in ketua.get(alamat("salin", rencana)).text
    salin_rencana(rencana, 2024, oleh=dunia.ketua)
    assert RencanaAksi.objects.filter(teks="Aksi sesudah disetujui").count() == 2


@pytest.mark.parametrize("tahun", ["2023", "1999", "abc", "99999", "2023.5"])
def test_tahun_yang_tidak_masuk_akal(dunia, rencana, ketua, tahun):
    halaman = sup(ketua.get(alamat("salin", rencana), {"tahun": tahun}))
    assert halaman.select_one("#tahun-galat")
    assert halaman.select_one("h1").text == "Salin ke tahun 2024"
    kirim = ketua.post(alamat("salin", rencana), {"tahun": tahun, "baris": [str(dunia.baris.uid)]})
    assert (kirim.status_code, RencanaKerja.objects.count()) == (422, 1)
    with pytest.raises(GalatDomain, match="sesudah 2023"):
        salin_rencana(rencana, 2023, oleh=dunia.ketua)


# --- the copy


def test_salinan_adalah_draf_yang_lengkap(dunia, rencana, ketua, isian):
    Pengesahan.objects.create(rencana=rencana, nama="Kepala Contoh", tanggal=datetime.date(2023, 2, 1))
    setujui(rencana, dunia.ketua)
    sebelum = sidik(susun(rencana, dengan_id=True))
    jawab = ketua.post(alamat("salin", rencana), isian(ketua.get(alamat("salin", rencana)), "main form[method=post]"))
    baru = salinan()
    assert jawab["Location"] == alamat("rencana", baru)
    assert (baru.status, baru.diajukan_pada, baru.diajukan_oleh, baru.tim) == ("draf", None, None, None)
    baris = BarisRencana.objects.filter(tabel__rencana=baru).order_by("tabel__urutan", "urutan")
    assert [b.uraian for b in baris] == ["Penyusunan Tim Kerja", "Apel", "Rapat capaian Maret 2024"]
    assert not {b.uid for b in baris} & set(BarisRencana.objects.filter(tabel__rencana=rencana).values_list("uid"))
    jadwal = Jadwal.objects.filter(baris=baris[0]).order_by("urutan")
    assert [(j.teks, j.mulai.isoformat(), [a.label for a in j.aksi.all()]) for j in jadwal] == [
        ("25 Januari 2024", "2024-01-25", ["a."]),
        ("6 Januari 2024", "2024-01-06", ["b."]),
    ]
    assert (baris[0].syarat.get().teks, baris[0].syarat.get().jenis) == ("SK Tim Kerja", ["sk"])
    assert (baru.pengesahan.get().nama, baru.pengesahan.get().tanggal) == ("Kepala Contoh", None)
    assert not PemenuhanBukti.objects.filter(syarat__baris__tabel__rencana=baru).exists()
    assert not baru.versi_naskah.exists()
    rencana.refresh_from_db()
    assert (sidik(susun(rencana, dengan_id=True)), rencana.status) == (sebelum, "disetujui")


def test_catatan_alur_dan_pesan(dunia, rencana, ketua):
    jawab = ketua.post(alamat("salin", rencana), {"baris": [str(dunia.baris.uid), str(dunia.tanpa.uid)]}, follow=True)
    pesan = sup(jawab).select_one("#pesan").text
    assert "dibuat sebagai draf dengan 2 baris. 1 jadwal perlu dilihat" in " ".join(pesan.split())
    (catatan,) = CatatanAlur.objects.filter(objek_id=salinan().pk, aksi="salin")
    assert (catatan.ke, catatan.oleh, catatan.catatan) == ("draf", dunia.ketua, "Disalin dari rencana kerja 2023.")
    assert not CatatanAlur.objects.filter(objek_id=rencana.pk, aksi="salin").exists()


def test_hanya_baris_yang_dipilih(dunia, rencana, ketua):
    lain = BarisFactory()
    ketua.post(alamat("salin", rencana), {"baris": [str(dunia.tanpa.uid), str(lain.uid), "bukan-uid"]})
    (satu,) = BarisRencana.objects.filter(tabel__rencana=salinan())
    assert (satu.uraian, satu.no_tertulis) == ("Apel", "1.")
    assert salinan().tabel.count() == rencana.tabel.count()


def test_yang_dihapus_tidak_ikut(dunia, rencana):
    hapus(dunia.tanpa, dunia.tanpa.versi, oleh=dunia.ketua)
    hapus(dunia.aksi[1], dunia.aksi[1].versi, oleh=dunia.ketua)
    baru = salin_rencana(rencana, 2024, oleh=dunia.ketua)
    assert BarisRencana.objects.filter(tabel__rencana=baru).count() == 2
    assert [a.teks for a in RencanaAksi.objects.filter(baris__tabel__rencana=baru)] == ["Menyusun mekanisme"]


def test_tanpa_pilihan_ditolak_dengan_isian_tetap(dunia, rencana, ketua):
    jawab = ketua.post(alamat("salin", rencana), {"usulan": "pindahkan"})
    assert (jawab.status_code, RencanaKerja.objects.count()) == (422, 1)
    halaman = sup(jawab)
    assert "Centang sedikitnya satu" in halaman.select_one(".alert-danger").text
    assert not [x for x in kotak(halaman) if x[1]]
    assert halaman.select_one("input[name=usulan][value=pindahkan]").has_attr("checked")


def test_rencana_tanpa_baris_pun_dapat_disalin(dunia, ketua):
    hapus(dunia.baris, dunia.baris.versi, oleh=dunia.ketua)
    jawab = ketua.post(alamat("salin", dunia.rencana), {})
    assert jawab["Location"] == alamat("rencana", salinan())
    assert [a.nama for a in salinan().area.all()] == ["Manajemen Perubahan", "Penataan Tata Laksana"]


def test_pindahkan_ke_hari_kerja(dunia, rencana, ketua):
    ketua.post(alamat("salin", rencana), {"baris": [str(dunia.baris.uid)], "usulan": "pindahkan"})
    jadwal = Jadwal.objects.filter(baris__tabel__rencana=salinan()).order_by("urutan").last()
    assert (jadwal.teks, jadwal.mulai, jadwal.usulan) == ("8 Januari 2024", datetime.date(2024, 1, 8), {})


def test_usulan_diterima_kemudian_di_editor(dunia, rencana, ketua, isian):
    baru = salin_rencana(rencana, 2024, oleh=dunia.ketua)
    jadwal = Jadwal.objects.get(baris__tabel__rencana=baru, status_koreksi="diusulkan")
    ubah = alamat("baris_ubah", jadwal.baris)
    halaman = ketua.get(ubah)
    assert "6 Januari 2024 jatuh pada hari Sabtu." in sup(halaman).select_one("fieldset.usulan legend").text
    ketua.post(ubah, isian(halaman, **{f"jadwal-{jadwal.pk}-usulan": "terima"}))
    jadwal.refresh_from_db()
    assert jadwal.teks == "8 Januari 2024"
    assert (jadwal.mulai, jadwal.selesai, jadwal.status_koreksi) == (
        datetime.date(2024, 1, 8),
        datetime.date(2024, 1, 8),
        "diterima",
    )


def test_tim_tahun_baru_dipakai_bila_sudah_ada(dunia, rencana):
    TimKerja.objects.create(satker=SatkerFactory(), tahun=2024, sebutan="Tim satker lain")
    tim = TimKerja.objects.create(satker=dunia.satker, tahun=2024, sebutan="Tim Kerja", sk_nomor="7/2024")
    baru = salin_rencana(rencana, 2024, oleh=dunia.ketua)
    tim.refresh_from_db()
    assert (baru.tim, tim.sk_nomor) == (tim, "7/2024")


# --- never doubled


def test_dua_kali_tidak_menggandakan(dunia, rencana, ketua):
    isi = {"baris": [str(dunia.baris.uid)]}
    ketua.post(alamat("salin", rencana), isi)
    jawab = ketua.post(alamat("salin", rencana), isi)
    assert (jawab.status_code, RencanaKerja.objects.count()) == (409, 2)
    assert sup(jawab).select_one(f'main a.btn[href="{alamat("rencana", salinan())}"]')
    halaman = sup(ketua.get(alamat("salin", rencana)))
    assert halaman.select_one(f'main a.btn[href="{alamat("rencana", salinan())}"]')
    assert not halaman.select("input[name=baris]")
    assert len(sup(ketua.get(alamat("salin", rencana), {"tahun": "2025"})).select("input[name=baris]")) == 3


def test_rencana_panjang_yang_mencakup_tahun_itu(dunia, rencana):
    ada = RencanaFactory(satker=dunia.satker, tahun_mulai=2024, tahun_selesai=2028)
    with pytest.raises(RencanaSudahAda) as galat:
        salin_rencana(rencana, 2026, oleh=dunia.ketua)
    assert galat.value.rencana == ada


def test_rencana_yang_dihapus_tidak_menghalangi(dunia, rencana):
    RencanaFactory(satker=dunia.satker, tahun_mulai=2024, tahun_selesai=2024, dihapus_pada=timezone.now())
    assert salin_rencana(rencana, 2024, oleh=dunia.ketua).tahun == "2024"


@pytest.mark.django_db(transaction=True)
def test_ditekan_dua_kali_pada_saat_yang_sama(dunia, rencana):
    gerbang, hasil = threading.Barrier(2, timeout=20), []

    def tekan():
        try:
            gerbang.wait()
            hasil.append(salin_rencana(rencana, 2024, oleh=dunia.ketua).pk)
        except RencanaSudahAda as galat:
            hasil.append(-galat.rencana.pk)
        finally:
            connection.close()

    utas = [threading.Thread(target=tekan) for _ in range(2)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(30)
    assert sorted(hasil) == [-salinan().pk, salinan().pk]


# --- many rows


def test_jumlah_kueri_tetap(dunia, rencana, ketua):
    def hitung():
        with CaptureQueriesContext(connection) as kueri:
            jawab = ketua.get(alamat("salin", rencana))
        assert jawab.status_code == 200
        return len(kueri)

    sedikit = hitung()
    for n in range(48):
        baris = BarisFactory(tabel=dunia.tabel[n % 2], urutan=10 + n, uraian=f"Baris {n}")
        AksiFactory(baris=baris)
        tambah_jadwal(baris, "3 Maret 2023", oleh=dunia.ketua)
        SyaratBukti.objects.create(baris=baris, teks="Undangan", jenis=["undangan"])
    assert hitung() == sedikit
