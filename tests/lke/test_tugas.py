"""Surat tugas: roles follow from it, nobody evaluates his own work, the queue, and back to the unit as not ready."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.lke.bantu import TAHUN, bangun_lke, hari
from tests.pabrik import PenggunaFactory, PeranFactory, SatkerFactory, orang
from zi.akun.models import Pengguna
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti
from zi.common.galat import GalatDomain, SudahBerubah, TidakBerhak
from zi.common.models import Pekerjaan
from zi.common.workflow import riwayat
from zi.lke.lhe.queries import surat_putaran
from zi.lke.models import Putaran, SuratTugas
from zi.lke.policies import boleh_isi
from zi.lke.queries_sisi import sekitar
from zi.lke.services import jawab, langkah, mulai_putaran
from zi.lke.tugas import services
from zi.lke.tugas.queries import antrean
from zi.lke.tugas.services import IsiSurat
from zi.notifikasi.models import Notifikasi
from zi.satker.models import Peran
from zi.satker.queries import hak

pytestmark = pytest.mark.django_db
YT = "A.I.1.i.a"


@pytest.fixture
def pusat():
    """A ministry with its admin and two units below."""
    akar = SatkerFactory(nama="Kementerian")
    unit = [SatkerFactory(nama=f"Unit {n}", parent=akar) for n in "AB"]
    return akar, unit, orang(akar, "admin_pusat")


def isi(nomor="ST-9/2023", mulai=0, selesai=30):
    return IsiSurat(nomor, hari(0), hari(mulai), hari(selesai))


def peran(pengguna):
    """Units in which the person evaluates 2023 today."""
    return {s for s, t in hak(Pengguna.objects.get(pk=pengguna.pk)).evaluasi if t == TAHUN}


def baru(pusat, **lain):
    akar, unit, admin = pusat
    surat = services.buat_surat(akar, TAHUN, isi(**lain), oleh=admin)
    services.tambah_satker(surat, unit, oleh=admin)
    return surat


# --- the letter and its roles


def test_peran_mengikuti_surat(pusat):
    _, (a, b), admin = pusat
    surat = baru(pusat)
    ketua = services.tambah_anggota(surat, "Ketua@Uji.invalid", "Ketua Uji", oleh=admin)
    rekan = services.tambah_anggota(surat, PenggunaFactory().email, "", oleh=admin)
    assert services.tambah_anggota(surat, ketua.pengguna.email, "", oleh=admin) == ketua  # twice is once
    assert (ketua.pengguna.email, surat.anggota.get(ketua=True)) == ("ketua@uji.invalid", ketua)
    assert [p.data["masuk"] for p in Pekerjaan.objects.filter(jenis="kirim_tautan")] == ["ketua@uji.invalid"]
    assert peran(ketua.pengguna) == peran(rekan.pengguna) == {a.pk, b.pk}
    assert Notifikasi.objects.filter(penerima=rekan.pengguna, judul__contains="ST-9/2023").exists()

    services.lepas_satker(surat, b, oleh=admin)
    assert peran(ketua.pengguna) == {a.pk}
    with pytest.raises(GalatDomain, match="Tunjuk ketua lain"):
        services.lepas_anggota(surat, ketua, oleh=admin)
    services.tunjuk_ketua(surat, rekan, oleh=admin)
    services.lepas_anggota(surat, ketua, oleh=admin)
    services.lepas_anggota(surat, ketua, oleh=admin)  # from a page that is no longer true
    with pytest.raises(GalatDomain, match="sudah dilepas"):
        services.tunjuk_ketua(surat, ketua, oleh=admin)
    assert (peran(ketua.pengguna), surat.anggota.get().pengguna) == (set(), rekan.pengguna)

    surat.refresh_from_db()
    services.ubah_surat(surat, surat.versi, isi("ST-10/2023", selesai=60), oleh=admin)
    milik = Peran.objects.belum_selesai().get(pengguna=rekan.pengguna)
    assert (milik.surat_tugas, milik.selesai) == ("ST-10/2023", hari(60))
    with pytest.raises(SudahBerubah):
        services.ubah_surat(surat, 1, isi(), oleh=admin)

    surat.refresh_from_db()
    services.akhiri_surat(surat, oleh=admin)
    services.akhiri_surat(surat, oleh=admin)
    assert peran(rekan.pengguna) == set()
    with pytest.raises(TidakBerhak, match="sudah diakhiri"):
        services.tambah_satker(surat, [b], oleh=admin)


def test_surat_ditolak_dengan_kalimat(pusat):
    akar, (a, _), admin = pusat
    surat = baru(pusat)
    with pytest.raises(GalatDomain, match="sudah dipakai"):
        services.buat_surat(akar, TAHUN, isi(), oleh=admin)
    with pytest.raises(GalatDomain, match="lebih awal"):
        services.buat_surat(akar, TAHUN, isi("ST-1", selesai=-1), oleh=admin)
    with pytest.raises(TidakBerhak, match="admin lain"):  # not himself
        services.tambah_anggota(surat, admin.email, "", oleh=admin)
    asing, luar = SatkerFactory(), orang(SatkerFactory(), "admin_pusat")
    with pytest.raises(TidakBerhak):
        services.tambah_satker(surat, [asing], oleh=admin)
    with pytest.raises(TidakBerhak):
        services.tambah_anggota(surat, PenggunaFactory().email, "", oleh=luar)
    with pytest.raises(TidakBerhak):
        services.buat_surat(akar, TAHUN, isi("ST-2"), oleh=orang(a, "admin_satker"))
    pensiun = PenggunaFactory(is_active=False)
    with pytest.raises(GalatDomain, match="tidak aktif"):
        services.tambah_anggota(surat, pensiun.email, "", oleh=admin)
    lama = orang(a, "evaluator")
    with pytest.raises(GalatDomain, match=r"sudah menjadi evaluator Unit A 2023 .*ST-1/2023"):
        services.tambah_anggota(surat, lama.email, "", oleh=admin)
    assert not surat.anggota.exists()


def test_surat_yang_lewat_diperpanjang(client, pusat):
    """A period that is over is opened again with its roles; who was released before stays released."""
    _, (a, b), admin = pusat
    surat = baru(pusat, mulai=-60, selesai=30)
    siapa, pergi = (services.tambah_anggota(surat, PenggunaFactory().email, "", oleh=admin) for _ in range(2))
    services.lepas_anggota(surat, pergi, oleh=admin)
    surat.refresh_from_db()
    services.ubah_surat(surat, surat.versi, isi(mulai=-60, selesai=-1), oleh=admin)
    surat.refresh_from_db()
    assert (peran(siapa.pengguna), surat.status()) == (set(), "selesai")
    client.force_login(admin)
    assert "Masanya sudah lewat" in client.get(surat.get_absolute_url()).text
    services.ubah_surat(surat, surat.versi, isi("ST-9a/2023", mulai=-60, selesai=30), oleh=admin)
    assert peran(siapa.pengguna) == {a.pk, b.pk}
    assert peran(pergi.pengguna) == set()


def test_yang_keliru_dilepas_dapat_kembali(pusat):
    _, (a, b), admin = pusat
    surat = baru(pusat, mulai=-60)
    ketua, rekan = (services.tambah_anggota(surat, PenggunaFactory().email, "", oleh=admin) for _ in range(2))
    services.lepas_satker(surat, a, oleh=admin)
    services.lepas_anggota(surat, rekan, oleh=admin)
    assert (peran(ketua.pengguna), peran(rekan.pengguna)) == ({b.pk}, set())
    services.tambah_satker(surat, [a], oleh=admin)
    services.tambah_anggota(surat, rekan.pengguna.email, "", oleh=admin)
    assert peran(ketua.pengguna) == peran(rekan.pengguna) == {a.pk, b.pk}


def test_masa_tidak_bertumpuk_dengan_surat_lain(pusat):
    akar, (a, _), admin = pusat
    siapa = PenggunaFactory()
    for nomor, mulai, selesai in (("ST-1", -60, -1), ("ST-2", 0, 30)):
        surat = services.buat_surat(akar, TAHUN, isi(nomor, mulai=mulai, selesai=selesai), oleh=admin)
        services.tambah_satker(surat, [a], oleh=admin)
        services.tambah_anggota(surat, siapa.email, "", oleh=admin)
    surat.refresh_from_db()
    with pytest.raises(GalatDomain, match=r"sudah menjadi evaluator Unit A 2023 pada masa itu \(ST-1\)"):
        services.ubah_surat(surat, surat.versi, isi("ST-2", mulai=-9), oleh=admin)
    surat.refresh_from_db()
    assert (surat.mulai, Peran.objects.belum_selesai().get(pengguna=siapa).mulai) == (hari(0), hari(0))


# --- conflicts of interest


def test_tidak_mengevaluasi_tempat_kerja_atau_pekerjaan_sendiri():
    dunia = bangun_lke()
    admin, tanya = dunia.orang["admin_pusat"], dunia.tanya[YT]
    lain = SatkerFactory(parent=dunia.satker)
    surat = services.buat_surat(dunia.satker, TAHUN, isi(), oleh=admin)
    kemarin = {"mulai": datetime.date(2020, 1, 1), "selesai": hari(-1)}
    penjawab = orang(dunia.satker, "ketua_tim")
    jawab(dunia.mandiri, tanya, 0, tulisan="Ya", oleh=penjawab)
    jawab(dunia.mandiri, tanya, 1, tulisan="Tidak", oleh=dunia.orang["ketua_tim"])  # the trace remembers the first
    pembawa, netral = PenggunaFactory(), PenggunaFactory()
    syarat = SyaratBukti.objects.create(satker=dunia.satker, tahun=TAHUN, pertanyaan=tanya, teks="SK")
    berkas = Berkas.objects.create(satker=dunia.satker, judul="SK", diunggah_oleh=pembawa)
    PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=pembawa)
    for siapa in (penjawab, pembawa, netral):
        Peran.objects.filter(pengguna=siapa).delete()
        PeranFactory(pengguna=siapa, satker=dunia.satker, jenis="anggota", **kemarin)

    services.tambah_satker(surat, [dunia.satker, lain], oleh=admin)
    for siapa, kata in (
        (dunia.orang["anggota"], "bekerja di satker itu"),
        (penjawab, "menjawab pertanyaan LKE"),
        (pembawa, "mengunggah bukti"),
    ):
        with pytest.raises(GalatDomain, match=f"{siapa} tidak dapat mengevaluasi {dunia.satker} 2023: ia {kata}"):
            services.tambah_anggota(surat, siapa.email, "", oleh=admin)
    services.tambah_anggota(surat, netral.email, "", oleh=admin)  # left before; nothing there is his work
    services.lepas_satker(surat, dunia.satker, oleh=admin)
    services.tambah_anggota(surat, penjawab.email, "", oleh=admin)  # for the other unit alone
    with pytest.raises(GalatDomain, match="menjawab pertanyaan LKE"):
        services.tambah_satker(surat, [dunia.satker], oleh=admin)
    assert not Peran.objects.berlaku().filter(pengguna=penjawab, satker=dunia.satker).exists()


def test_yang_kemudian_bekerja_di_sana_tidak_mengevaluasi_lagi():
    dunia = bangun_lke()
    for jenis in ("anggota", "admin_pusat"):
        siapa = orang(dunia.satker, "evaluator")
        assert boleh_isi(siapa, dunia.tpi)
        PeranFactory(pengguna=siapa, satker=dunia.satker, jenis=jenis)
        assert "Anda bekerja di satker ini" in boleh_isi(Pengguna.objects.get(pk=siapa.pk), dunia.tpi).alasan


def test_surat_dicabut_di_tengah_putaran(pusat):
    """What was answered stays; who comes by the next letter goes on with it, and says why where he differs."""
    dunia = bangun_lke()
    akar, _, _ = pusat
    dunia.satker.parent = akar
    dunia.satker.save()
    admin = Pengguna.objects.get(pk=pusat[2].pk)
    surat = services.buat_surat(akar, TAHUN, isi("ST-A", mulai=-9), oleh=admin)
    services.tambah_satker(surat, [dunia.satker], oleh=admin)
    lama = services.tambah_anggota(surat, PenggunaFactory().email, "", oleh=admin).pengguna
    tanya = dunia.tanya[YT]
    jawab(dunia.tpi, tanya, 0, tulisan="Ya", oleh=Pengguna.objects.get(pk=lama.pk))
    services.akhiri_surat(surat, oleh=admin)
    lama = Pengguna.objects.get(pk=lama.pk)
    with pytest.raises(TidakBerhak, match="Hanya evaluator yang ditugaskan"):
        jawab(dunia.tpi, tanya, 1, tulisan="Tidak", oleh=lama)
    assert not Putaran.objects.terlihat_oleh(lama).exists()

    surat = services.buat_surat(akar, TAHUN, isi("ST-B"), oleh=admin)
    services.tambah_satker(surat, [dunia.satker], oleh=admin)
    baru_ = services.tambah_anggota(surat, PenggunaFactory().email, "", oleh=admin).pengguna
    baru_ = Pengguna.objects.get(pk=baru_.pk)
    assert antrean(baru_)[0].terbuka == dunia.tpi
    with pytest.raises(GalatDomain, match=f"Tulis alasan mengganti jawaban {lama}"):
        jawab(dunia.tpi, tanya, 1, tulisan="Tidak", oleh=baru_)
    jawab(dunia.tpi, tanya, 1, tulisan="Tidak", alasan="SK dicabut.", oleh=baru_)
    for aksi in ("serahkan", "terbitkan"):
        langkah(dunia.tpi, aksi, oleh=baru_, tetap=True)
    dunia.tpi.refresh_from_db()
    assert surat_putaran(dunia.tpi) == surat


# --- the queue and back to the unit


def test_antrean_menurut_keadaan_dan_belum_siap(client):
    dunia = bangun_lke()
    evaluator, ketua_tim, kepala = (dunia.orang[j] for j in ("evaluator", "ketua_tim", "kepala"))
    dunia.tpi.delete()

    def satu():
        return antrean(Pengguna.objects.get(pk=evaluator.pk))[0]

    assert satu().keadaan == "belum"
    langkah(dunia.mandiri, "serahkan", oleh=ketua_tim, tetap=True)
    assert (satu().keadaan, satu().asal) == ("siap", dunia.mandiri)

    client.force_login(evaluator)
    kembali = reverse("lke:langkah", args=[dunia.mandiri.pk, "belum_siap"])
    assert client.post(kembali).status_code == 409  # no reason given
    jawaban = client.post(kembali, {"catatan": "Area SDM kosong."}, follow=True)
    assert jawaban.status_code == 200
    assert "Dikembalikan, belum siap: Area SDM kosong." in jawaban.text
    dunia.mandiri.refresh_from_db()
    assert (dunia.mandiri.status, satu().keadaan) == ("draf", "belum")
    kabar = Notifikasi.objects.filter(isi="Area SDM kosong.", tautan=dunia.mandiri.get_absolute_url())
    assert {n.penerima for n in kabar} == {ketua_tim, kepala}
    client.force_login(ketua_tim)
    assert "Area SDM kosong." in client.get(dunia.mandiri.get_absolute_url()).text

    langkah(dunia.mandiri, "serahkan", oleh=ketua_tim, tetap=True)
    assert (satu().keadaan, satu().dikembalikan) == ("siap", "")
    langkah(dunia.mandiri, "terbitkan", oleh=kepala, tetap=True)
    assert langkah(dunia.mandiri, "minta_baru", oleh=evaluator, catatan="Masih kosong.")
    assert not langkah(dunia.mandiri, "minta_baru", oleh=evaluator, catatan="Masih kosong.")  # once
    dunia.mandiri.refresh_from_db()
    assert (dunia.mandiri.status, [x.aksi for x in riwayat(dunia.mandiri)][-1]) == ("terbit", "minta_baru")
    assert (satu().keadaan, satu().asal, satu().dikembalikan) == ("belum", None, "Masih kosong.")

    baru = mulai_putaran(dunia.satker, TAHUN, "mandiri", oleh=ketua_tim, asal=dunia.mandiri)
    with pytest.raises(GalatDomain, match="lebih baru"):
        langkah(dunia.mandiri, "minta_baru", oleh=evaluator, catatan="Lagi.")
    langkah(baru, "serahkan", oleh=ketua_tim, tetap=True)
    client.force_login(evaluator)
    isi_mulai = {"satker": dunia.satker.pk, "tahun": TAHUN, "jenis": "tpi"}
    jawaban = client.post(reverse("lke:antrean"), isi_mulai)
    tpi = Putaran.objects.get(jenis="tpi")
    assert (jawaban["Location"], tpi.asal, satu().keadaan) == (tpi.get_absolute_url(), baru, "dinilai")
    assert client.post(reverse("lke:antrean"), isi_mulai | {"tahun": 2022}).status_code == 404
    for aksi, siapa in (("serahkan", "evaluator"), ("terbitkan", "ketua_tpi")):
        langkah(tpi, aksi, oleh=dunia.orang[siapa], tetap=True)
    assert satu().keadaan == "terbit"
    assert client.post(reverse("lke:antrean"), isi_mulai | {"jenis": "tpn"}).status_code == 302
    assert Putaran.objects.get(jenis="tpn").asal == tpi


def test_tpn_setelah_tpi_terbit(client):
    dunia = bangun_lke()
    siapa, ketua = dunia.orang["evaluator"], dunia.orang["ketua_tpi"]
    langkah(dunia.mandiri, "serahkan", oleh=dunia.orang["ketua_tim"], tetap=True)
    isi_mulai = {"satker": dunia.satker.pk, "tahun": TAHUN, "jenis": "tpn"}
    client.force_login(siapa)
    assert client.post(reverse("lke:antrean"), isi_mulai).status_code == 404
    with pytest.raises(GalatDomain, match="TPN dimulai setelah Penilaian TPI 2023 terbit"):
        mulai_putaran(dunia.satker, TAHUN, "tpn", oleh=siapa)
    jawab(dunia.tpi, dunia.tanya[YT], 0, tulisan="Ya", oleh=siapa)
    for aksi, oleh in (("serahkan", siapa), ("terbitkan", ketua)):
        langkah(dunia.tpi, aksi, oleh=oleh, tetap=True)
    tpn = mulai_putaran(dunia.satker, TAHUN, "tpn", oleh=siapa, asal=dunia.tpi)
    assert (tpn.jawaban.get().isi, tpn.jawaban.get().bawaan) == ("Ya", True)
    jawab(tpn, dunia.tanya[YT], 1, tulisan="Tidak", oleh=siapa)
    assert sekitar(dunia.mandiri, siapa).evaluator == tpn
    assert sekitar(tpn, siapa).lalu == dunia.tpi
    assert sekitar(dunia.mandiri, dunia.orang["ketua_tim"]).evaluator == dunia.tpi  # the unit: what is out


def test_kabar_tiap_langkah():
    """Each step tells whom it concerns; the unit nothing of the TPI before it is out."""
    dunia = bangun_lke()
    semua = {j: dunia.orang[j] for j in ("ketua_tim", "kepala", "evaluator", "ketua_tpi", "anggota", "admin_pusat")}

    def kabar():
        """Who was told what since the last look."""
        baru = [(n.penerima_id, n.judul) for n in Notifikasi.objects.filter(kunci__startswith="putaran:")]
        Notifikasi.objects.filter(kunci__startswith="putaran:").delete()
        nama = {p.pk: j for j, p in semua.items()}
        return {(nama[p], judul.split("putaran 1 ")[1]) for p, judul in baru}

    siap = {("kepala", "menunggu Anda terbitkan"), ("evaluator", "siap dievaluasi"), ("ketua_tpi", "siap dievaluasi")}
    langkah(dunia.mandiri, "serahkan", oleh=semua["ketua_tim"], tetap=True)
    assert kabar() == siap
    langkah(dunia.mandiri, "kembalikan", oleh=semua["kepala"], catatan="Lengkapi.")
    assert kabar() == {("ketua_tim", "dikembalikan")}
    langkah(dunia.mandiri, "serahkan", oleh=semua["ketua_tim"], tetap=True)
    assert kabar() == siap
    langkah(dunia.tpi, "serahkan", oleh=semua["evaluator"], tetap=True)
    assert kabar() == {("ketua_tpi", "menunggu Anda terbitkan")}
    langkah(dunia.tpi, "terbitkan", oleh=semua["ketua_tpi"], tetap=True)
    assert kabar() == {("ketua_tim", "terbit"), ("kepala", "terbit")}


def test_halaman_surat_tugas(client, pusat):
    akar, (a, b), admin = pusat
    client.force_login(admin)
    surat = {"penerbit": akar.pk, "nomor": "ST-9", "tanggal": hari(0), "tahun": TAHUN, "mulai": hari(0)}
    jawaban = client.post(reverse("lke:tugas_baru"), surat | {"selesai": hari(-2)})
    assert (jawaban.status_code, "lebih awal" in jawaban.text) == (422, True)
    jawaban = client.post(reverse("lke:tugas_baru"), surat | {"selesai": hari(9)})
    satu = SuratTugas.objects.get()
    kembar = client.post(reverse("lke:tugas_baru"), surat | {"selesai": hari(9)})
    assert (kembar.status_code, kembar.context["form"].errors["nomor"]) == (422, [services.SUDAH_ADA])
    assert jawaban["Location"] == satu.get_absolute_url()

    def aksi(apa, **lain):
        return client.post(reverse("lke:tugas_aksi", args=[satu.pk]), {"aksi": apa} | lain, follow=True)

    asing = SatkerFactory()
    assert "2 satker ditambahkan" in aksi("satker", satker=[a.pk, b.pk, asing.pk]).text
    siapa = PenggunaFactory(nama="Evaluator Satu")
    jawaban = client.post(satu.get_absolute_url(), {"surel": "bukan surel"})
    assert jawaban.status_code == 422
    assert "Masanya sudah lewat" not in jawaban.text
    assert "Evaluator Satu bertugas" in client.post(satu.get_absolute_url(), {"surel": siapa.email}, follow=True).text
    assert peran(siapa) == {a.pk, b.pk}
    assert "Unit B dilepas" in aksi("lepas_satker", pk=b.pk).text
    assert "Unit A" not in client.get(satu.get_absolute_url(), {"cari": "Unit B"}).text.split("Pilih satker")[1]
    ubah = reverse("lke:tugas_ubah", args=[satu.pk])
    satu.refresh_from_db()
    isi_ubah = {"nomor": "ST-10", "tanggal": hari(0), "mulai": hari(0), "selesai": hari(40), "versi": satu.versi}
    assert client.post(ubah, isi_ubah).status_code == 302
    assert client.post(ubah, isi_ubah).status_code == 302  # the same twice is once
    bentrok = client.post(ubah, isi_ubah | {"nomor": "ST-11"})  # somebody was faster
    assert bentrok.status_code == 409
    satu.refresh_from_db()
    assert all(kata in bentrok.text for kata in ("ST-10", "ST-11", f'name="versi" value="{satu.versi}"'))
    assert "Surat tugas diakhiri" in aksi("akhiri").text
    assert peran(siapa) == set()

    client.force_login(siapa)  # a member reads it and changes nothing
    assert "ST-10" in client.get(reverse("lke:tugas_daftar")).text
    assert client.get(satu.get_absolute_url()).status_code == 200
    aksi("satker", satker=[b.pk])
    assert list(satu.satker.all()) == [a]
    assert client.get(reverse("lke:tugas_baru")).status_code == 404
    for jenis in ("ketua_tim", "admin_satker", "admin_pusat"):
        client.force_login(orang(SatkerFactory(), jenis))
        assert "ST-10" not in client.get(reverse("lke:tugas_daftar")).text
        assert client.get(satu.get_absolute_url()).status_code == 404


def test_kueri_antrean_dan_surat_tetap(client, pusat):
    akar, _, admin = pusat
    evaluator, jumlah = PenggunaFactory(), []
    surat = services.buat_surat(akar, TAHUN, isi(), oleh=admin)
    services.tambah_anggota(surat, evaluator.email, "", oleh=admin)
    dunia = bangun_lke()
    siapa, kini = dunia.orang["ketua_tim"], timezone.now()
    for banyak in (2, 9):
        unit = [SatkerFactory(parent=akar) for _ in range(banyak)]
        admin = Pengguna.objects.get(pk=admin.pk)  # with the units that are new below him
        services.tambah_satker(surat, unit, oleh=admin)
        for satu in unit:
            isian = {"instrumen": dunia.mandiri.instrumen, "dibuat_oleh": siapa, "status": "diserahkan"}
            serah = {"diserahkan_oleh": siapa, "diserahkan_pada": kini}
            Putaran.objects.create(satker=satu, tahun=TAHUN, jenis="mandiri", **isian, **serah)
        for pengguna, url in (
            (evaluator, reverse("lke:antrean")),
            (admin, surat.get_absolute_url()),
            (admin, reverse("lke:tugas_daftar")),
        ):
            client.force_login(Pengguna.objects.get(pk=pengguna.pk))
            client.get(url)
            with CaptureQueriesContext(connection) as kueri:
                assert client.get(url).status_code == 200
            jumlah.append(len(kueri))
    assert jumlah[:3] == jumlah[3:]
    assert max(jumlah) <= 12
