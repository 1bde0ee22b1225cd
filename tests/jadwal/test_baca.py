"""The reader of schedule text: the written cases, every warning code, generated spellings, and hostile texts."""

import json
import re
import time
from calendar import monthrange
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from zi.jadwal.baca import Aturan, baca
from zi.jadwal.kata import BULAN_PENDEK, BULAN_PENUH, NAMA_BULAN, NAMA_HARI, beda_satu, cari_bulan
from zi.jadwal.kode import PESAN, Kode

KASUS = Path(__file__).parent / "kasus"
CONTOH = yaml.safe_load((KASUS / "jadwal.yaml").read_text(encoding="utf-8"))
TAMBAHAN = yaml.safe_load((KASUS / "tambahan.yaml").read_text(encoding="utf-8"))
DOKUMEN = Path(__file__).parents[2] / "docs" / "jadwal.md"
properti = settings(max_examples=120, deadline=None, database=None)


def nama(kasus: dict) -> str:
    return f"{kasus['teks'][:45]!r} {kasus.get('tahun_konteks') or kasus.get('rencana') or ''}"


def sama(didapat: dict, harapan: dict) -> dict:
    """The part of the reading that the expectation speaks of."""
    return {kunci: didapat.get(kunci, "tidak ada") for kunci in harapan}


# --- written cases ------------------------------------------------------------------------------------------------


def test_contoh_lengkap():
    assert len(CONTOH) == 93


@pytest.mark.parametrize("kasus", CONTOH, ids=nama)
def test_contoh(kasus):
    bacaan = baca(kasus["teks"], tahun=kasus.get("tahun_konteks"))
    assert len(bacaan.jadwal) == 1
    didapat = bacaan.jadwal[0].ke_dict()
    assert sama(didapat, kasus["baku"]) == kasus["baku"]
    assert didapat["tahun_tersirat"] is kasus["baku"].get("tahun_tersirat", False)
    harapan = ["FREKUENSI_BELUM_ADA"] if kasus["baku"]["jenis"] == "berkala" else []
    assert [p.kode for p in bacaan.peringatan] == harapan


@pytest.mark.parametrize("kasus", [k for k in CONTOH if "baku_usulan" in k], ids=nama)
def test_usulan_contoh(kasus):
    bacaan = baca(kasus["teks"], tahun=2023)
    didapat = bacaan.jadwal[0].ke_dict()
    assert sama(didapat, kasus["baku"]) == kasus["baku"]
    assert sama(didapat["usulan"], kasus["baku_usulan"]) == kasus["baku_usulan"]
    assert "2023" in didapat["usulan"]["alasan"]
    assert [p.kode for p in bacaan.peringatan] == [Kode.TAHUN_LUAR_RENCANA]


@pytest.mark.parametrize("kasus", TAMBAHAN, ids=nama)
def test_tambahan(kasus):
    awal, akhir = kasus.get("rencana") or [kasus.get("tahun", 2024)] * 2
    bacaan = baca(kasus["teks"], tahun=kasus.get("tabel"), tahun_mulai=awal, tahun_selesai=akhir)
    didapat = [jadwal.ke_dict() for jadwal in bacaan.jadwal]
    pasangan = zip(didapat, kasus["jadwal"], strict=False)
    assert [sama(satu, harap) for satu, harap in pasangan] == kasus["jadwal"]
    assert len(didapat) == len(kasus["jadwal"])
    assert [str(p.kode) for p in bacaan.peringatan] == kasus.get("kode", [])
    for satu, usulan in zip(didapat, kasus.get("usulan", []), strict=False):
        assert ("usulan" in satu) is bool(usulan)
        assert sama(satu.get("usulan", {}), usulan or {}) == (usulan or {})


def test_bulan_inggris_hanya_dengan_aturan():
    teks = "25 August 2024 - 3 October 2024"
    assert baca(teks).jadwal == ()
    jadwal = baca(teks, aturan=Aturan(inggris=True)).jadwal[0]
    assert (jadwal.mulai, jadwal.selesai) == (date(2024, 8, 25), date(2024, 10, 3))


def test_sepertiga_bulan_menurut_aturan():
    jadwal = baca("Pertengahan Mei 2024", aturan=Aturan(akhir_awal=12, akhir_tengah=22)).jadwal[0]
    assert (jadwal.mulai, jadwal.selesai) == (date(2024, 5, 13), date(2024, 5, 22))


def test_teks_terlalu_panjang_tidak_dibaca():
    bacaan = baca("3 Mei 2024 " * 200)
    assert bacaan.jadwal == ()
    assert [p.kode for p in bacaan.peringatan] == [Kode.TEKS_TERLALU_PANJANG]


def test_potongan_dikutip_seperti_tertulis():
    bacaan = baca("Rapat (5 April 2024); 31 April 2024\n8 April 2024")
    assert [jadwal.teks for jadwal in bacaan.jadwal] == ["Rapat (5 April 2024)", "8 April 2024"]
    assert bacaan.jadwal[0].catatan == "Rapat"
    assert [p.teks for p in bacaan.peringatan] == ["31 April 2024"]


def test_tahun_konteks_tidak_masuk_akal_ditolak():
    with pytest.raises(ValueError, match="1900"):
        baca("Mei", tahun=24)


# --- documentation ------------------------------------------------------------------------------------------------


def baris_kode() -> list[list[str]]:
    baris = [[sel.strip() for sel in b.strip("|").split("|")] for b in DOKUMEN.read_text("utf-8").splitlines()]
    return [sel for sel in baris if re.fullmatch(r"`[A-Z_]+`", sel[0])]


def test_semua_kode_terdokumentasi():
    assert {sel[0].strip("`"): sel[1] for sel in baris_kode()} == {str(kode): pesan for kode, pesan in PESAN.items()}
    assert set(PESAN) == set(Kode)


@pytest.mark.parametrize("sel", baris_kode(), ids=lambda sel: sel[0])
def test_contoh_dokumen_memberi_kodenya(sel):
    teks = "x" * 2001 if sel[0] == "`TEKS_TERLALU_PANJANG`" else sel[2].strip("`")
    rencana = {"tahun_mulai": 2022, "tahun_selesai": 2026} if sel[0] == "`TAHUN_TIDAK_JELAS`" else {"tahun": 2024}
    assert sel[0].strip("`") in [str(p.kode) for p in baca(teks, **rencana).peringatan]


def test_pesan_terisi_penuh():
    for kasus in TAMBAHAN:
        for p in baca(kasus["teks"], tahun=2024).peringatan:
            assert not set("{}") & set(p.pesan)
            assert p.pesan.endswith(".")


# --- words --------------------------------------------------------------------------------------------------------


@given(st.sampled_from(sorted(BULAN_PENUH)), st.data())
@properti
def test_salah_ketik_satu_huruf(nama_bulan, data):
    """Whatever one edit does to a month: it is read as the only month that fits, or not at all."""
    i = data.draw(st.integers(0, len(nama_bulan) - 1))
    huruf = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    sunting = data.draw(st.sampled_from(["hapus", "ganti", "sisip"]))
    kata = nama_bulan[:i] + ("" if sunting == "hapus" else huruf) + nama_bulan[i + (sunting != "sisip") :]
    tepat = (BULAN_PENUH | BULAN_PENDEK).get(kata)
    calon = {n for bulan, n in BULAN_PENUH.items() if beda_satu(kata, bulan)}
    harapan = {tepat} if tepat else calon if len(calon) == 1 and len(kata) > 2 else set()
    cocok = cari_bulan(kata)
    if cocok and cocok.inggris:
        harapan = set()
    assert {jadwal.mulai.month for jadwal in baca(f"7 {kata} 2024").jadwal} == harapan


@pytest.mark.parametrize(
    ("a", "b", "harapan"),
    [
        ("juni", "juli", True),
        ("mei", "me", True),
        ("juni", "juni", False),
        ("arpil", "april", False),
        ("a", "abc", False),
    ],
)
def test_beda_satu(a, b, harapan):
    assert beda_satu(a, b) is harapan
    assert beda_satu(b, a) is harapan


# --- generated spellings read back --------------------------------------------------------------------------------

tanggal = st.dates(date(2000, 1, 1), date(2099, 12, 31))
sampai = st.sampled_from(
    ["-", " - ", "–", " – ", "—", " s.d. ", " s/d ", " sd ", " sampai ", " sampai dengan ", " hingga "]
)
ANEKA = {
    bulan: [nama for nama, nomor in (BULAN_PENUH | BULAN_PENDEK).items() if nomor == bulan] for bulan in range(1, 13)
}


def tulis_bulan(data: st.DataObject, bulan: int) -> str:
    kata = data.draw(st.sampled_from(ANEKA[bulan]))
    return data.draw(st.sampled_from([kata, kata.title(), kata.upper()]))


def tulis(data: st.DataObject, hari: date) -> str:
    bulan = tulis_bulan(data, hari.month)
    bentuk = data.draw(st.integers(0, 6))
    if bentuk == 0:
        return f"{NAMA_HARI[hari.weekday()]}, {hari.day} {bulan} {hari.year}"
    if bentuk == 1:
        return f"{hari.day:02d}/{hari.month:02d}/{hari.year}"
    return [
        f"{hari.day} {bulan} {hari.year}",
        f"{hari.day:02d} {bulan} {hari.year}",
        hari.isoformat(),
        f"tanggal {hari.day} {bulan} tahun {hari.year}",
        f"{hari.day}-{bulan}-{hari.year}",
    ][bentuk - 2]


@given(tanggal, st.data())
@properti
def test_satu_tanggal(hari, data):
    bacaan = baca(tulis(data, hari))
    assert [(j.jenis, j.mulai, j.selesai) for j in bacaan.jadwal] == [("tanggal", hari, hari)]
    assert bacaan.peringatan == ()


@given(tanggal, st.integers(1, 400), sampai, st.data())
@properti
def test_rentang(mulai, lama, tanda, data):
    selesai = mulai + timedelta(days=lama)
    bulan, akhir = tulis_bulan(data, mulai.month), f"{selesai.day} {tulis_bulan(data, selesai.month)} {selesai.year}"
    bentuk = [f"{mulai.day} {bulan} {mulai.year}{tanda}{akhir}"]
    if mulai.year == selesai.year:
        bentuk.append(f"{mulai.day} {bulan}{tanda}{akhir}")
    if (mulai.year, mulai.month) == (selesai.year, selesai.month):
        bentuk.append(f"{mulai.day}{tanda}{akhir}")
    bacaan = baca(data.draw(st.sampled_from(bentuk)))
    assert [(j.jenis, j.mulai, j.selesai, j.presisi) for j in bacaan.jadwal] == [("rentang", mulai, selesai, "hari")]
    assert bacaan.peringatan == ()


@given(tanggal, st.integers(1, 400), sampai, st.data())
@properti
def test_rentang_terbalik_tidak_dibaca(selesai, lama, tanda, data):
    mulai = selesai + timedelta(days=lama)
    teks = tanda.join(f"{h.day} {tulis_bulan(data, h.month)} {h.year}" for h in (mulai, selesai))
    bacaan = baca(teks)
    assert bacaan.jadwal == ()
    assert [p.kode for p in bacaan.peringatan] == [Kode.RENTANG_TERBALIK]


@given(st.integers(2000, 2099), st.integers(1, 12), st.integers(1, 12), sampai, st.data())
@properti
def test_rentang_bulan(tahun, a, b, tanda, data):
    bacaan = baca(f"{tulis_bulan(data, a)}{tanda}{tulis_bulan(data, b)} {tahun}")
    if a > b:
        assert bacaan.jadwal == ()
        assert [p.kode for p in bacaan.peringatan] == [Kode.RENTANG_TERBALIK]
    else:
        harapan = (date(tahun, a, 1), date(tahun, b, monthrange(tahun, b)[1]), "bulan")
        assert [(j.mulai, j.selesai, j.presisi) for j in bacaan.jadwal] == [harapan]


@given(
    st.lists(tanggal, min_size=2, max_size=6), st.sampled_from(["\n", " ", "  ", "; ", ", ", " dan ", ""]), st.data()
)
@properti
def test_beberapa_tanggal(daftar, pisah, data):
    teks = pisah.join(f"{hari.day} {tulis_bulan(data, hari.month)} {hari.year}" for hari in daftar)
    assert [j.mulai for j in baca(teks).jadwal] == daftar


@given(st.integers(2000, 2099), st.lists(st.integers(1, 12), min_size=2, max_size=12, unique=True), st.data())
@properti
def test_daftar_bulan(tahun, bulan, data):
    nama_bulan = [tulis_bulan(data, b) for b in bulan]
    teks = f"Bulan {', '.join(nama_bulan[:-1])} dan {nama_bulan[-1]} {tahun}"
    jadwal = baca(teks).jadwal
    assert [j.bulan for j in jadwal] == [tuple(f"{tahun}-{b:02d}" for b in sorted(bulan))]


@given(st.integers(2000, 2099), st.integers(1, 12), st.integers(29, 31))
@properti
def test_hari_di_akhir_bulan(tahun, bulan, hari):
    bacaan = baca(f"{hari} {NAMA_BULAN[bulan - 1]} {tahun}")
    if hari <= monthrange(tahun, bulan)[1]:
        assert [j.mulai for j in bacaan.jadwal] == [date(tahun, bulan, hari)]
    else:
        assert bacaan.jadwal == ()
        assert [p.kode for p in bacaan.peringatan] == [Kode.TANGGAL_MUSTAHIL]


@given(tanggal, st.integers(0, 6))
@properti
def test_hari_pekan_diperiksa(hari, pekan):
    bacaan = baca(f"{NAMA_HARI[pekan]}, {hari.day} {NAMA_BULAN[hari.month - 1]} {hari.year}")
    assert [j.mulai for j in bacaan.jadwal] == [hari]
    assert [p.kode for p in bacaan.peringatan] == ([] if hari.weekday() == pekan else [Kode.HARI_TIDAK_COCOK])


# --- hostile texts ------------------------------------------------------------------------------------------------

KATA = """
3 17 31 0 99 125 2023 2024 1850 Januari Februari Jui Februai Mei , dan / - – s.d. ( ) ; : . ? & setiap bulan
triwulan tahun minggu I II IV pertama ke-2 terakhir Senin Minggu hari tanggal akhir awal a. 1. TW semester berkala
secara minimal sekali kali dua setahun per berikutnya dalam mulai sampai 25/01/2023 2023-01-02 31.12.24 13:30 pukul
sepanjang '23 atau Q3 tbd hingga harian bulanan kerja 202327 August
"""
acak = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from([*KATA.split(), "\n"]), max_size=14).map(" ".join),
    st.lists(st.sampled_from(KATA.split()), max_size=10).map("".join),
)
konteks = st.sampled_from([{}, {"tahun": 2023}, {"tahun_mulai": 2019, "tahun_selesai": 2023}, {"tahun_mulai": 2022}])


@given(acak, konteks)
@settings(properti, max_examples=600)
def test_tidak_pernah_gagal_dan_tidak_mengarang(teks, pilihan):
    bacaan = baca(teks, **pilihan)
    json.dumps(bacaan.ke_dict(), ensure_ascii=False).encode()
    boleh = {int(tahun) for tahun in re.findall(r"(?=((?:19|2[01])\d\d))", teks)} | {2024, 2023, *pilihan.values()}
    boleh |= {abad + int(tahun) for tahun in re.findall(r"(?=[/.'-](\d\d)(?!\d))", teks) for abad in (1900, 2000)}
    for jadwal in bacaan.jadwal:
        if jadwal.mulai is None or jadwal.selesai is None:
            assert jadwal.jenis == "berkala"
            assert jadwal.mulai is jadwal.selesai
            continue
        assert jadwal.mulai <= jadwal.selesai
        assert jadwal.mulai.year in range(min(boleh), max(boleh) + 2)
        assert not jadwal.tahun_tersirat or pilihan or "20" in teks or "'23" in teks
    if not bacaan.jadwal and not bacaan.peringatan:
        assert not any(huruf.isalnum() for huruf in teks)


SERANGAN = (
    "1", " ", "3 Maret ", "3, ", "a. ", "1. ", "1.1.", "setiap ", "setiap bulan ", "tanggal 5, ", "I ", "- ", "s.d. ",
    "\n", "(", ")", "Senin dan ", "minggu I ", "TW I, ", "Februai ", "Jui ", "2023-", "1/1/23 ", "dan ", "rutin, ",
    "3 (tiga) ", "a'", "3-Mar-", "25 Januari 202325 Januari 2023", "setiap tanggal 5 dan ", "dan setiap ",
)  # fmt: skip


@pytest.mark.parametrize("potong", SERANGAN, ids=repr)
def test_teks_berulang_tetap_cepat(potong):
    teks = (potong * 2000)[:2000]
    mulai = time.process_time()
    baca(teks, tahun=2023)
    assert time.process_time() - mulai < 1


# --- command ------------------------------------------------------------------------------------------------------


def perintah(*argumen: str) -> dict:
    keluaran = StringIO()
    call_command("baca_jadwal", *argumen, stdout=keluaran)
    return json.loads(keluaran.getvalue())


def test_perintah():
    hasil = perintah("Upacara : 21 dalam bulan", "--tahun", "2024")
    assert hasil["peringatan"] == []
    assert hasil["jadwal"][0]["rrule"] == "FREQ=MONTHLY;BYMONTHDAY=21"
    assert hasil["jadwal"][0]["mulai"] == "2024-01-21"


def test_perintah_tanpa_bacaan():
    hasil = perintah("30 Februari 2024")
    assert hasil["jadwal"] == []
    assert [set(p) for p in hasil["peringatan"]] == [{"kode", "pesan"}]


def test_perintah_rencana_beberapa_tahun():
    rencana = ("--tahun", "2019", "--tahun-selesai", "2023")
    assert perintah("Mei", *rencana)["peringatan"][0]["kode"] == "TAHUN_TIDAK_JELAS"
    assert perintah("Mei", *rencana, "--tahun-tabel", "2021")["jadwal"][0]["mulai"] == "2021-05-01"


def test_perintah_tahun_salah():
    with pytest.raises(CommandError, match="1900"):
        perintah("Mei", "--tahun", "20")
