"""Who approved, as the issued document prints it: the head, or the deputy in the head's place."""

import copy
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from zi.naskah.cetak import cetak_html
from zi.naskah.kanonik import ANGGOTA, PEJABAT, ke_teks, lengkapi, ringkas, sidik
from zi.naskah.skema import periksa

DATA = Path(__file__).parents[1] / "data" / "rencana"
TITIK = "…" * 12
WAKIL = {
    "sebutan": "Plh.",
    "nama": "Wira Candrasa, M.Pd.",
    "nomor_induk": "197502022000031999",
    "pangkat": "Pembina (IV/a)",
    "jabatan": "Kepala Subbagian Umum",
    "jabatan_kepala": "Kepala Kantor Bahasa Provinsi NTB",
}
KEPALA = {**WAKIL, "sebutan": "", "nama": "Puspa Larasati, M.Hum.", "jabatan": "Kepala Kantor Bahasa Provinsi NTB"}


def naskah(kode="000", **ganti):
    return lengkapi(json.loads((DATA / f"{kode}.json").read_text(encoding="utf-8")) | ganti)


def sup(isi, pengesah=None, **lain):
    return BeautifulSoup(cetak_html(isi, draf=False, pengesah=pengesah, **lain), "html.parser")


def blok(isi, pengesah=None):
    """The lines of each block to sign, without the place and the date."""
    satu = sup(isi, pengesah).select(".tanda-tangan .blok")
    return [[t for p in b.select("p")[1:] for t in p.stripped_strings] for b in satu]


def tempat(isi, pengesah=None):
    return sup(isi, pengesah).select_one(".tanda-tangan .tempat").text


def baris_tabel(isi, pengesah=None):
    semua = sup(isi, pengesah).select("table.tabel")[-1].select("tbody tr")
    return [[" / ".join(sel.stripped_strings) for sel in tr.select("th, td")][:3] for tr in semua]


def penanda(**nilai):
    kosong = dict.fromkeys(("peran_tertulis", "jabatan", "pangkat", "nomor_induk", "tempat", "tanggal_tertulis"), "")
    return {"bentuk": "blok", "peran": "mengesahkan", "nama": "Orang", "bagian": None, "tanggal": None, **kosong} | {
        "presisi_tanggal": "hari",
        **nilai,
    }


def dengan(*daftar):
    return naskah(pengesahan=list(daftar))


@pytest.mark.parametrize("sebutan", ["Plh.", "Plt."])
def test_wakil_di_tempat_kepala(sebutan):
    hasil = blok(naskah(), WAKIL | {"sebutan": sebutan})
    atas = f"{sebutan} Kepala Kantor Bahasa Provinsi NTB"
    assert hasil == [[atas, "Wira Candrasa, M.Pd.", "Pembina (IV/a)", "NIP 197502022000031999"]]


def test_atas_nama_dua_baris():
    hasil = blok(naskah(), WAKIL | {"sebutan": "a.n."})
    assert hasil[0][:3] == ["a.n. Kepala Kantor Bahasa Provinsi NTB", "Kepala Subbagian Umum", "Wira Candrasa, M.Pd."]


def test_kepala_sendiri_seperti_dalam_naskah():
    isi = naskah()
    assert blok(isi, KEPALA) == blok(isi) == [["Kepala Kantor Bahasa Provinsi NTB", "Dr. Laras Candrawilis, M.Hum."]]


def test_tempat_dan_tanggal_tetap():
    assert tempat(naskah(), WAKIL) == tempat(naskah()) == "Mataram, 1 Februari 2023"


def test_naskah_asal_tidak_diubah():
    isi = naskah("002")
    asal = copy.deepcopy(isi)
    sup(isi, WAKIL, rapi=True)
    assert isi == asal


# --- whose block is the head's


def test_semua_blok_orang_yang_sama_dan_bentuk_tabel():
    """Layout 002: the head signs the foreword and the table; the team's lines stay."""
    wakil = WAKIL | {"jabatan_kepala": "Kepala BPMP Provinsi DKI Jakarta"}
    jabatan = "Plh. Kepala BPMP Provinsi DKI Jakarta"
    assert [b[:2] for b in blok(naskah("002"), wakil)] == [[jabatan, WAKIL["nama"]]]
    assert baris_tabel(naskah("002"), wakil) == [
        ["Disiapkan oleh", "Tirta Anggarbumi, S.Kom.", "Ketua Komite Integritas"],
        ["Diperiksa oleh", "Sekar Palupindah, M.M.", "Kepala Subbagian Umum"],
        ["Disetujui oleh", "Wira Candrasa, M.Pd.", jabatan],
    ]


def test_atas_nama_dalam_tabel():
    akhir = baris_tabel(naskah("002"), WAKIL | {"sebutan": "a.n.", "jabatan_kepala": "Kepala Balai"})[-1]
    assert akhir == ["Disetujui oleh", "Wira Candrasa, M.Pd.", "a.n. Kepala Balai / Kepala Subbagian Umum"]


@pytest.mark.parametrize(
    ("peran", "terganti"),
    [
        (["disiapkan", "mengesahkan", "disetujui"], [1]),
        (["disiapkan", "disetujui", "mengetahui"], [1]),
        (["mengetahui", "menyusun"], [0]),
        (["mengesahkan", "mengesahkan"], [1]),
        (["ketua tim", "menyusun", "diperiksa"], []),
    ],
)
def test_urutan_peran(peran, terganti):
    daftar = [penanda(peran=p, nama=f"Orang {n}", jabatan="Pejabat") for n, p in enumerate(peran)]
    hasil = blok(dengan(*daftar), WAKIL)
    assert [n for n, b in enumerate(hasil) if WAKIL["nama"] in b] == terganti


def test_gelar_kepala_mengalahkan_urutan():
    kepala = penanda(peran="disetujui", nama="Kepala Sebenarnya", jabatan="kepala Kantor Bahasa Provinsi NTB,")
    hasil = blok(dengan(kepala, penanda(nama="Pejabat Lain", jabatan="Sekretaris Badan")), WAKIL)
    assert [b[1] for b in hasil] == [WAKIL["nama"], "Pejabat Lain"]


def test_anggota_tim_yang_senama_tidak_diganti():
    hasil = blok(dengan(penanda(nama="Sama"), penanda(nama="Sama", peran="ketua tim", jabatan="Ketua Tim")), WAKIL)
    assert [b[-1] for b in hasil] == ["NIP 197502022000031999", "Sama"]


def test_baris_peran_yang_mengulang_gelar_hilang():
    isi = dengan(penanda(peran_tertulis="Kepala Kantor Bahasa Provinsi NTB,", nama="A"))
    assert blok(isi, WAKIL)[0][0] == "Plh. Kepala Kantor Bahasa Provinsi NTB"
    isi = dengan(penanda(peran_tertulis="Mengetahui, Kantor", peran="mengetahui", nama="A"))
    assert blok(isi, WAKIL)[0][:2] == ["Mengetahui, Kantor", "Plh. Kepala Kantor Bahasa Provinsi NTB"]


# --- a plan without signers


def test_tanpa_penanda_dan_tanpa_pengesah_titik_titik():
    isi = naskah(pengesahan=[])
    assert blok(isi) == blok(isi, {}) == [["Kepala Kantor Bahasa Provinsi Nusa Tenggara Barat", f"({TITIK})"]]


def test_tanpa_penanda_nama_pengesah():
    isi = naskah(pengesahan=[])
    jabatan, pangkat, nip = KEPALA["jabatan_kepala"], KEPALA["pangkat"], "NIP 197502022000031999"
    assert blok(isi, KEPALA) == [[jabatan, KEPALA["nama"], pangkat, nip]]
    assert blok(isi, WAKIL) == [[f"Plh. {jabatan}", WAKIL["nama"], pangkat, nip]]
    assert blok(isi, WAKIL | {"sebutan": "a.n."})[0][:2] == [f"a.n. {jabatan}", "Kepala Subbagian Umum"]


def test_tanpa_penanda_tanggal_persetujuan_di_luar():
    isi = naskah(pengesahan=[])
    assert tempat(isi, KEPALA).endswith(TITIK)
    assert tempat(isi, KEPALA | {"tanggal": "2023-02-01"}).endswith("1 Februari 2023")


def test_nama_dari_potret_bila_belum_ada_pengesah():
    isi = naskah(pengesahan=[], pejabat={"kepala": ringkas(KEPALA), "tim": [{"nama": "Anggota"}]})
    assert blok(isi)[0][:2] == [KEPALA["jabatan_kepala"], KEPALA["nama"]]
    assert blok(isi, WAKIL)[0][1] == WAKIL["nama"]
    assert blok(naskah(pejabat={"kepala": KEPALA}))[0][1] == "Dr. Laras Candrawilis, M.Hum."


# --- the names that a snapshot carries


def test_lengkapi_menjaga_nama_dan_sidik():
    isi = naskah(pejabat={"pengaju": {"nama": "Pengaju"}, "tim": [{"nama": "Anggota", "area": "I"}]})
    assert isi["pejabat"]["kepala"] == dict.fromkeys(PEJABAT, "")
    assert isi["pejabat"]["tim"] == [dict.fromkeys(ANGGOTA, "") | {"nama": "Anggota", "area": "I"}]
    assert sidik(lengkapi(ringkas(isi))) == sidik(isi) != sidik(naskah())
    assert "pejabat" not in naskah()


def test_skema_menerima_nama_dan_muat_mengabaikannya(db):
    from tests.pabrik import SatkerFactory
    from zi.naskah.kanonik import susun
    from zi.naskah.muat import baca_teks, muat

    isi = json.loads((DATA / "000.json").read_text(encoding="utf-8"))
    for area in isi["area"]:
        area.pop("area_baku", None)
    isi["pejabat"] = {"pengaju": KEPALA, "kepala": WAKIL, "tim": [dict.fromkeys(ANGGOTA, "x")]}
    periksa(isi)
    rencana = muat(baca_teks(ke_teks(isi).encode()), SatkerFactory())
    assert "pejabat" not in susun(rencana)
    assert rencana.satker.pegawai.count() == 0
