"""Readiness of a round: figures that are known, what if that saves nothing, prerequisites, who sees what.

The round of `siap` has the best answer everywhere but for A.II.5, which nobody answered: PW has 7.5 of 15 points.
"""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.lke.bantu import PENUH, TAHUN, bangun_lke
from tests.pabrik import BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.models import PetaBukti, SyaratBukti
from zi.bukti.peta.queries import kunci_syarat
from zi.common.galat import SudahBerubah, TidakBerhak
from zi.lke.kesiapan.prasyarat import prasyarat
from zi.lke.kesiapan.services import centang
from zi.lke.models import CentangPrasyarat, Jawaban, Putaran
from zi.lke.services import Isian, jawab, jawab_banyak, langkah
from zi.rencana.models import PenanggungJawab
from zi.ui.radar import Batas, Radar
from zi.ui.tren import Tren

pytestmark = pytest.mark.django_db
HALAMAN = ("kesiapan", "celah", "jalan", "andai", "prasyarat")
KOSONG = "A.II.5"
PILIH = "A.II.5.i.a"  # 2.5 points, A to E


@pytest.fixture
def siap():
    dunia = bangun_lke()
    isian = []
    for kode, tanya in dunia.tanya.items():
        terbaik = next(iter(dunia.mandiri.instrumen.tipe_jawaban[tanya.tipe].get("nilai", {"4": 1})))
        cacah = {m["kunci"]: PENUH.get(m["kunci"], "10") for m in tanya.masukan}
        if not kode.startswith(KOSONG):
            isian.append(Isian(tanya, 0, cacah or terbaik, ""))
    jawab_banyak(dunia.mandiri, isian, oleh=dunia.orang["ketua_tim"])
    return dunia


def alamat(dunia, nama, **kueri):
    return reverse(f"lke:{nama}", args=[dunia.mandiri.pk], query=kueri or None)


def rapi(jawaban):
    return " ".join(re.sub(r"<[^>]+>", " ", jawaban.text).split())


def bukti_rencana(dunia, kode, pemilik):
    """A requirement of the plan that proves a question, with who is responsible for its row."""
    rencana = RencanaFactory(satker=dunia.satker)
    baris = BarisFactory(tabel=TabelFactory(rencana=rencana, area__rencana=rencana))
    PenanggungJawab.objects.create(baris=baris, teks_tertulis=pemilik)
    syarat = SyaratBukti.objects.create(baris=baris, teks="Laporan pengendalian", jenis=["laporan"])
    kunci = {"kunci": kunci_syarat(syarat), "cocok": True}
    PetaBukti.objects.create(satker=dunia.satker, pertanyaan=dunia.tanya[kode], **kunci)
    return syarat


def test_ringkasan_celah_dan_jalan_dengan_angka_yang_diketahui(client, siap):
    """PW stands at 50 per cent: 10 short of WBK, 25 of WBBM; three options up at PILIH are enough for WBK alone."""
    syarat = bukti_rencana(siap, PILIH, "Kepala Bagian Umum")
    client.force_login(siap.orang["kepala"])
    teks = rapi(client.get(alamat(siap, "kesiapan")))
    for kata in (
        "Nilai sementara 92,50 dari 100; 4 pertanyaan belum dijawab",
        "WBK Belum memenuhi 6 dari 7",
        "WBBM Belum memenuhi 6 dari 7",
        "Kurang 10,00 % Penguatan Pengawasan 50 persen dari minimal 60 persen.",
        "Kurang 25,00",
        "50,0 : Pemenuhan 100, Reform 0 7,50 dari 15,00 WBK kurang 10,0",
        "Penguatan Pengawasan, Reform: 0,0 persen, di bawah 60 persen (WBK)",
        "WBK: 0 dari 12 terpenuhi",
    ):
        assert kata in teks
    teks = rapi(client.get(alamat(siap, "celah")))
    urut = [teks.index(f"{k} Persen") for k in ("A.II.5.ii.a", "A.II.5.iii.a.1", "A.II.5.iii.b.1")]
    assert [teks.index(f"{PILIH} Mek"), *urut] == sorted([teks.index(f"{PILIH} Mek"), *urut])
    assert "4 pertanyaan yang belum bernilai penuh" in teks
    assert "2,50 dari 2,50 Belum dijawab → D (+0,62)" in teks
    assert "1 belum ada, 0 menunggu, 0 diterima Kepala Bagian Umum" in teks
    assert "3,00 dari 3,00 Belum dijawab. Isi dulu semua cacahnya. Belum ditetapkan" in teks
    assert PILIH not in rapi(client.get(alamat(siap, "celah", area="MP")))
    halaman = client.get(alamat(siap, "jalan", tujuan="WBK"))
    assert "1 pertanyaan, usaha 3: nilai 92,50 menjadi 94,38" in rapi(halaman)
    assert "Belum dijawab → B" in rapi(halaman)
    assert "Laporan pengendalian Belum" in rapi(halaman)
    assert "Kepala Bagian Umum" in rapi(halaman)
    assert syarat.get_absolute_url() in halaman.text
    assert f"{alamat(siap, 'andai')}?{PILIH}=B" in halaman.text
    teks = rapi(client.get(alamat(siap, "jalan", tujuan="WBBM")))
    assert "Tidak mungkin tercapai" in teks
    assert "Penguatan Pengawasan 66,67 persen dari minimal 75 persen." in teks
    assert "3 pertanyaan persen tidak ikut dihitung" in teks


def test_cacah_yang_berubah_saja_disebut(client, siap):
    """Of three counts one goes down: its words once, in the gaps, on the way and in what if."""
    kode, user = "A.II.3.iii.a", siap.orang["ketua_tim"]
    lama = siap.mandiri.jawaban.get(pertanyaan=siap.tanya[kode])
    jawab(siap.mandiri, siap.tanya[kode], lama.versi, tulisan={"lalu": "2", "ini": "1", "sanksi": "1"}, oleh=user)
    client.force_login(user)
    kalimat = "Jumlah pelanggaran tahun ini: 1 → 0"
    assert f"{kalimat} (+1,00)" in rapi(client.get(alamat(siap, "celah")))
    assert f": {kalimat}, naik 1,00." in rapi(client.get(alamat(siap, "kesiapan")))
    assert f"{kalimat} (+1,00)" in rapi(client.get(alamat(siap, "andai", **{f"{kode}-ini": "0"})))


def test_jalan_dengan_usaha_dan_survei_yang_dipilih(client, siap):
    """A POST leads to a short address; a wrong effort is said at its field; what is reached already says so."""
    client.force_login(siap.orang["ketua_tim"])
    url = alamat(siap, "jalan")
    isi = {"tujuan": "WBK", "bebas": ["B.I.a", "A.9"], f"usaha-{PILIH}": "2,5", "usaha-A.I.1.i.a": ""}
    balas = client.post(url, isi)
    assert parse_qs(urlsplit(balas["Location"]).query) == {
        "tujuan": ["WBK"],
        "bebas": ["B.I.a"],
        f"usaha-{PILIH}": ["2.5"],
    }
    assert "usaha 7,50: nilai" in rapi(client.get(balas["Location"]))
    salah = client.post(url, {f"usaha-{PILIH}": "0"})
    assert salah.status_code == 422
    assert f"Usaha {PILIH} “0” harus angka" in rapi(salah)
    jawab(siap.mandiri, siap.tanya[PILIH], 0, tulisan="A", oleh=siap.orang["ketua_tim"])
    assert "Sudah tercapai" in rapi(client.get(url))


def isi_tabel():
    return [list(m.objects.order_by("pk").values()) for m in (Putaran, Jawaban, CentangPrasyarat)]


def test_andaikan_menghitung_dan_tidak_menyimpan_apa_pun(client, siap):
    """The whole form is sent, its address names only what is other, and no statement of it writes."""
    client.force_login(siap.orang["anggota"])
    semula, url = isi_tabel(), alamat(siap, "andai")
    isi = {kode: "A" for kode, t in siap.tanya.items() if t.tipe == "ABCDE"} | {"B.I.a": "3,5", "B.II.a": "4"}
    isi |= {f"A.II.5.iii.a.1-{k}": n for k, n in (("kepala", "1"), ("wajib", "2"), ("lainnya", "0"), ("sudah", "3"))}
    with CaptureQueriesContext(connection) as kueri:
        balas = client.post(url, isi | {PILIH: "C", "A.I.1.i.a": ""})
        halaman = rapi(client.get(balas["Location"]))
    assert not [q["sql"] for q in kueri if re.match(r"\s*(INSERT|UPDATE|DELETE)", q["sql"])]
    assert isi_tabel() == semula
    diandaikan = parse_qs(urlsplit(balas["Location"]).query, keep_blank_values=True)
    assert diandaikan.keys() == {PILIH, "A.I.1.i.a", "B.I.a", *(k for k in isi if "-" in k)}
    # 92.5 + 1.25 + 1 of the reports; less 17.5 / 8 of the survey and a half of 0.5
    assert "Nilai bila demikian 92,31 sekarang 92,50, turun 0,19" in halaman
    assert "Penguatan Pengawasan (persen) 60,00 50,00 65,00 Terpenuhi" in halaman
    assert "Survei persepsi anti korupsi (indeks 3,60) 15,75 17,50 15,31 Kurang 0,44" in halaman
    assert "Ya → Belum dijawab (-0,25)" in halaman
    assert "Penguatan Akuntabilitas (persen)" not in halaman  # is met and does not change
    assert "Tidak ada yang disimpan" in halaman
    salah = client.post(url, {"B.I.a": "4,01", "A.II.5.ii.a-harus": "1.000"})
    assert salah.status_code == 422
    assert "Nilai B.I.a “4,01” harus angka antara 0 dan 4" in rapi(salah)
    assert 'value="1.000"' in salah.text
    assert client.get(url, {"B.I.a": "x", "bukan": "apa"}).status_code == 422
    assert client.post(url, {"A.I.1.i.a": "Ya"})["Location"] == url


def test_terlihat_menurut_putaran_dan_tren_tanpa_yang_tersembunyi(client, siap):
    """The TPI's round is hidden from the unit until published, in the course too; the evaluator sees both then."""
    langkah(siap.mandiri, "serahkan", oleh=siap.orang["ketua_tim"], tetap=True)
    for jenis, mandiri, tpi in (("kepala", 200, 404), ("evaluator", 200, 200), ("admin_pusat", 200, 404)):
        client.force_login(siap.orang[jenis])
        halaman = client.get(alamat(siap, "kesiapan"))
        assert halaman.status_code == mandiri
        assert ("Penilaian TPI 2023 putaran 1" in halaman.text) is (tpi == 200)
        for nama in HALAMAN if tpi == 404 else ():
            assert client.get(reverse(f"lke:{nama}", args=[siap.tpi.pk])).status_code == tpi, (jenis, nama)
    client.force_login(orang(SatkerFactory(), "kepala"))
    assert {client.get(alamat(siap, n)).status_code for n in HALAMAN} == {404}
    assert {client.post(alamat(siap, n), {"kode": "satker.tlhp"}).status_code for n in HALAMAN} == {404}


def butir(dunia, kode, user):
    return next(p for p in prasyarat(dunia.mandiri, user) if p.kode == kode)


def test_prasyarat_dicentang_yang_berhak_dengan_catatan_orang_dan_hari(client, siap):
    ketua = siap.orang["ketua_tim"]
    boleh = {("satker.tlhp", j) for j in ("ketua_tim", "admin_satker")} | {("instansi.sakip", "admin_pusat")}
    for kode in ("satker.tlhp", "instansi.sakip"):
        for jenis, user in siap.orang.items():
            assert bool(butir(siap, kode, user).boleh) is ((kode, jenis) in boleh), (kode, jenis)
    with pytest.raises(TidakBerhak, match="admin pusat"):
        centang(siap.mandiri, butir(siap, "instansi.sakip", ketua), 0, predikat=["WBK"], oleh=ketua)
    client.force_login(ketua)
    url = alamat(siap, "prasyarat")
    isi = {"kode": "satker.tlhp", "versi": 0, "predikat": ["WBK", "XYZ"], "catatan": "Surat 12/2023"}
    assert client.post(url, isi)["Location"] == f"{url}#satker.tlhp"
    satu = CentangPrasyarat.objects.get()
    assert (satu.predikat, satu.catatan, satu.oleh, satu.tahun, satu.versi) == (
        ["WBK"],
        "Surat 12/2023",
        ketua,
        TAHUN,
        1,
    )
    halaman = rapi(client.get(url))
    assert "WBK: 100% Terpenuhi WBBM: 100% Belum" in halaman
    assert f"{ketua.nama}, " in halaman
    assert "Surat 12/2023" in halaman
    assert "Predikat yang sudah dimiliki WBBM: Menuju WBK Belum" in halaman  # not asked for WBK
    assert "WBK 1 dari 12, WBBM 0 dari 13" in halaman
    bentrok = client.post(url, isi | {"catatan": "Ditulis lebih lambat"})
    assert bentrok.status_code == 409
    assert "baru saja diubah orang lain" in rapi(bentrok)
    assert "Ditulis lebih lambat" in bentrok.text
    with pytest.raises(SudahBerubah):
        centang(siap.mandiri, butir(siap, "satker.tlhp", ketua), 7, predikat=[], oleh=ketua)
    assert client.post(url, isi | {"kode": "satker.tidak_ada"}).status_code == 404


def test_prasyarat_instansi_berlaku_di_bawah_yang_mencentangnya(siap):
    """Ticked by the central admin of the unit above: it holds below; the newest tick counts."""
    atas = SatkerFactory(instansi=siap.satker.instansi)
    siap.satker.parent = atas
    siap.satker.save()
    siap.mandiri.satker = siap.satker
    pusat, bawah = orang(atas, "admin_pusat"), siap.orang["admin_pusat"]
    for user, predikat in ((pusat, ["WBK", "WBBM"]), (bawah, ["WBK"])):
        satu = butir(siap, "instansi.sakip", user)
        centang(siap.mandiri, satu, satu.versi, predikat=predikat, oleh=user)
        assert butir(siap, "instansi.sakip", siap.orang["kepala"]).centang.predikat == predikat
    assert {c.satker for c in CentangPrasyarat.objects.all()} == {atas, siap.satker}


def test_paling_banyak_dua_belas_kueri(client, siap):
    bukti_rencana(siap, PILIH, "Bagian Umum")
    langkah(siap.mandiri, "serahkan", oleh=siap.orang["ketua_tim"], tetap=True)
    for jenis in ("ketua_tim", "evaluator", "admin_pusat"):
        client.force_login(siap.orang[jenis])
        client.get(alamat(siap, "kesiapan"))
        for nama in HALAMAN:
            with CaptureQueriesContext(connection) as kueri:
                assert client.get(alamat(siap, nama)).status_code == 200
            assert len(kueri) <= 12, (jenis, nama, len(kueri))


def test_gambar():
    """A spoke points up; limits and values lie where they must; the axis begins a ten below the least."""
    radar = Radar("Uji", ("A", "B", "C", "D"), (100, 50, 0, 50), (Batas("WBK", 60),))
    assert radar.isi == "225.0,64.0 277.0,168.0 225.0,168.0 173.0,168.0"
    assert radar.lingkar == [("WBK", "225.0,105.6 287.4,168.0 225.0,230.4 162.6,168.0", "6 4")]
    tren = Tren("Uji", (("2023", "Mandiri", 76.5), ("2024", "TPI", 90)), (Batas("WBK", 75),))
    assert tren.dasar == 70
    assert [y for _, y, _, _ in tren.jadi] == ["175.8", "84.0"]
    assert tren.tingkat[0] == ("220.0", 70)
    assert tren.mendatar == [("WBK", "186.0", "6 4")]
