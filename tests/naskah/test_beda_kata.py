"""What changed between two texts, word by word."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zi.naskah.beda_kata import BIAYA_TEKS, KONTEKS, Biaya, Potongan, banding_kata, singkat

TANDA = {"sama": "{}", "hapus": "[-{}-]", "tambah": "{{+{}+}}"}


def tulis(potong):
    return "".join(TANDA[p.jenis].format(p.teks) for p in potong)


@pytest.mark.parametrize(
    ("lama", "baru", "harap"),
    [
        ("Penyusunan Tim Kerja", "Penyusunan Tim Kerja ZI", "Penyusunan Tim Kerja{+ ZI+}"),
        ("Penyusunan Tim Kerja", "Tim Kerja", "[-Penyusunan-] Tim Kerja"),
        ("Tim Kerja", "Penyusunan Tim Kerja", "{+Penyusunan+} Tim Kerja"),
        ("Rapat bulanan, notula", "Rapat bulanan notula", "Rapat bulanan[-,-] notula"),
        ("pada 25 Januari 2023 di kantor", "pada 2 Februari 2023 di kantor",
         "pada[- 25 Januari-]{+ 2 Februari+} 2023 di kantor"),
        ("memilih ketua tim dan anggota", "memilih anggota tim dan ketua",
         "memilih[- ketua-]{+ anggota+} tim dan[- anggota-]{+ ketua+}"),
        ("kerjasama tim yang baik", "kerja tim yang baik", "[-kerjasama-]{+kerja+} tim yang baik"),
        ("satu  dua\ntiga", "satu dua tiga", "satu dua tiga"),
        ("", "teks baru", "{+teks baru+}"),
        ("teks lama", "", "[-teks lama-]"),
        ("", "", ""),
        ("Évaluasi ᮞᮥᮔ᮪ᮓ", "Évaluasi 👩‍👩‍👧", "Évaluasi[- ᮞᮥᮔ᮪ᮓ-]{+ 👩‍👩‍👧+}"),
    ],
)  # fmt: skip
def test_potongan(lama, baru, harap):
    assert tulis(banding_kata(lama, baru)) == harap


def test_yang_ditulis_ulang_tampil_lama_lalu_baru():
    lama, baru = "Rapat tim membahas dua hal di kantor", "Sosialisasi layanan kepada warga di lapangan"
    assert banding_kata(lama, baru) == (Potongan("hapus", lama), Potongan("tambah", baru))


def test_sisipan_pendek_di_antara_perubahan_dijalin():
    assert tulis(banding_kata("Evaluasi kerja di Mataram tahun ini", "Evaluasi usaha di Lombok tahun ini")) == (
        "Evaluasi[- kerja di Mataram-]{+ usaha di Lombok+} tahun ini"
    )


def test_yang_sama_dan_panjang_disingkat():
    lama = f"awal {' '.join(f'tetap{n}' for n in range(200))} akhir"
    potong = singkat(banding_kata(lama, lama.replace("akhir", "selesai").replace("awal", "mula")))
    assert [p.jenis for p in potong] == ["hapus", "tambah", "sama", "hapus", "tambah"]
    assert " … " in potong[2].teks
    assert len(potong[2].teks) <= 2 * KONTEKS + 3


def tanpa_sela(potong, *jenis):
    return "".join("".join(p.teks.split()) for p in potong if p.jenis in jenis)


@settings(deadline=None, max_examples=300)
@given(st.text("abc ,.\n", max_size=40) | st.text(max_size=40), st.text("abc ,.\n", max_size=40) | st.text(max_size=40))
def test_kedua_teks_dapat_dibaca_kembali(lama, baru):
    potong = banding_kata(lama, baru)
    assert tanpa_sela(potong, "sama", "hapus") == "".join(lama.split())
    assert tanpa_sela(potong, "sama", "tambah") == "".join(baru.split())
    if lama.split() == baru.split():
        assert {p.jenis for p in potong} <= {"sama"}


JAHAT = {
    "dua huruf": lambda r: " ".join(r.choice("ab") for _ in range(10_000)),
    "satu kata": lambda r: r.choice("ab") * 20_000,
    "tanda baca": lambda r: r.choice(".,") * 20_000,
    "sela": lambda r: " " * 19_999 + r.choice("ab"),
    "kata acak": lambda r: " ".join(f"k{r.randrange(500)}" for _ in range(4_000)),
    "dua ratus kata": lambda r: " ".join(r.choice("abc") for _ in range(190)),
}


@pytest.mark.parametrize("nama", JAHAT)
def test_teks_jahat_terbatas(nama):
    """Two hundred pairs of 20.000 letters: bounded by the cost, not by what the texts are."""
    acak, biaya = random.Random(1), Biaya()
    mulai = time.process_time()
    for _ in range(200):
        banding_kata(JAHAT[nama](acak), JAHAT[nama](acak), biaya)
    assert time.process_time() - mulai < 5
    assert biaya.sisa >= 0


def test_biaya_yang_habis_memberi_lama_lalu_baru():
    potong = banding_kata("tetap satu dua tiga empat tetap", "tetap satu lima tiga enam tetap", Biaya(0))
    assert (
        tulis(potong) == "[-tetap satu dua tiga empat tetap-]{+tetap satu lima tiga enam tetap+}"
        or tulis(potong) == "tetap satu[- dua tiga empat-]{+ lima tiga enam+} tetap"
    )
    assert not Biaya().ambil(BIAYA_TEKS + 1)
