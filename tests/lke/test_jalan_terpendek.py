"""The shortest way: the same as trying everything on small instruments; what it offers, and what it says when nothing
is enough."""

import itertools
import random
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zi.lke.alat import Alat, Cabang, Soal, Syarat
from zi.lke.jalan import terpendek
from zi.lke.nilai import nilai

TIPE = {
    "YT": {"Ya": Fraction(1), "Tidak": Fraction(0)},
    "ABC": {"A": Fraction(1), "B": Fraction(1, 2), "C": Fraction(0)},
    "ABCD": {"A": Fraction(1), "B": Fraction("0.67"), "C": Fraction("0.33"), "D": Fraction(0)},
}


@st.composite
def perkara(draw):
    """Two areas and a result with percentages and a survey, answers somewhere, conditions on every level."""
    cabang, jawaban = [], {}
    for area in ("X", "Y"):
        soal = []
        for m in range(draw(st.integers(1, 2))):
            tipe = draw(st.sampled_from(sorted(TIPE)))
            kode = f"{area}.{m}"
            soal.append(Soal(kode, "pilihan", tipe, TIPE[tipe]))
            huruf = draw(st.sampled_from([*TIPE[tipe], ""]))
            if huruf:
                jawaban[kode] = huruf
        cabang.append(
            Cabang(area, area, Fraction(draw(st.integers(2, 12)), 2), "rata_rata_kali_bobot", area, (), tuple(soal))
        )
    ungkit = sum(c.bobot for c in cabang)
    soal = (
        Soal("B.a", "pilihan", "ABCD", TIPE["ABCD"], bobot=Fraction(5)),
        Soal("B.p", "hitung", rumus="sudah / harus", masukan={"sudah": "Sudah", "harus": "Harus"}, bobot=Fraction(2)),
        Soal("B.t", "hitung", rumus="(lalu - ini) / lalu", masukan={"lalu": "Lalu", "ini": "Ini"}, bobot=Fraction(2)),
        Soal("B.s", "angka", rentang=(Fraction(0), Fraction(4)), bobot=Fraction(8)),
    )
    hasil = Cabang("B", "hasil", Fraction(17), "jumlah_berbobot", "", (), soal)
    jawaban["B.a"] = draw(st.sampled_from("ABCD"))
    for kode, bagian, semua in (("B.p", "sudah", "harus"), ("B.t", "ini", "lalu")):
        if draw(st.booleans()):
            jawaban[kode] = {bagian: Fraction(draw(st.integers(0, 3))), semua: Fraction(draw(st.integers(0, 3)))}
    jawaban["B.s"] = Fraction(draw(st.integers(340, 400)), 100)
    persen = Fraction(draw(st.integers(0, 100)))
    ambang = (
        Syarat("total", "Total", "total", "", (ungkit + 17) * draw(st.integers(0, 100)) / 100),
        Syarat("ungkit", "Pengungkit", "simpul", "A", ungkit * draw(st.integers(0, 100)) / 100),
        Syarat("area", "Area", "area_persen", "", persen),
        Syarat("hasil", "Hasil", "simpul", "B", Fraction(17) * draw(st.integers(0, 100)) / 100),
        Syarat("capaian", "Capaian", "pertanyaan", "B.a", Fraction(5) * draw(st.integers(0, 100)) / 100),
        Syarat("survei", "Survei", "pertanyaan", "B.s", Fraction(8) * draw(st.integers(0, 100)) / 100),
    )
    akar = (Cabang("A", "ungkit", ungkit, "jumlah_anak", "", tuple(cabang)), hasil)
    alat = Alat("uji", ungkit + 17, akar, {"WBK": ambang})
    usaha = {kode: Fraction(draw(st.integers(1, 5)), 2) if draw(st.booleans()) else Fraction(1) for kode in alat.soal}
    return alat, jawaban, usaha, {"B.s"} if draw(st.booleans()) else set()


def naikkan(soal, kini, bebas):
    """What may be answered instead: each option above, each count more or fewer by one, each tenth of a survey."""
    if soal.jenis == "pilihan":
        naik = sorted(soal.nilai, key=soal.nilai.get)
        return naik[naik.index(kini) + 1 if kini else 1 :]
    if soal.jenis == "angka":
        return [Fraction(n, 10) for n in range(41) if n > kini * 10] if soal.kode in bebas else []
    semua = {"B.p": ("harus", "sudah", 1), "B.t": ("lalu", "ini", -1)}[soal.kode]
    if not kini or not kini[semua[0]]:
        return []
    banyak = kini["ini"] if semua[2] < 0 else kini["harus"] - kini["sudah"]
    return [kini | {semua[1]: kini[semua[1]] + semua[2] * n} for n in range(1, int(banyak) + 1)]


def coba_semua(alat, jawaban, usaha, bebas):
    """Least effort, then fewest questions, then most steps at the earliest questions, over every combination."""
    tangga = []
    for kode, soal in alat.soal.items():
        kini = jawaban.get(kode)
        tangga.append(list(enumerate([kini, *naikkan(soal, kini, bebas)])))
    terbaik = None
    for satu in itertools.product(*tangga):
        langkah = tuple(n for n, _ in satu)
        berat = sum(n * usaha[k] for k, n in zip(alat.soal, langkah, strict=True))
        kunci = (berat, sum(map(bool, langkah)), tuple(-n for n in langkah))
        if terbaik and kunci >= terbaik:
            continue
        baru = jawaban | {k: h for k, (n, h) in zip(alat.soal, satu, strict=True) if n}
        if nilai(alat, baru).terpenuhi("WBK"):
            terbaik = kunci
    return terbaik


@settings(max_examples=150)
@given(perkara())
def test_sama_dengan_mencoba_semua(satu):
    alat, jawaban, usaha, bebas = satu
    jalan = terpendek(alat, jawaban, "WBK", bebas=bebas, usaha=lambda s: usaha[s.kode])
    harap = coba_semua(alat, jawaban, usaha, bebas)
    assert bool(jalan.mustahil) == (harap is None)
    if harap:
        per_soal = {x.kode: x.langkah for x in jalan.langkah}
        urut = tuple(-per_soal.get(k, 0) for k in alat.soal)
        assert (jalan.usaha, len(jalan.langkah), urut) == harap
        assert jalan.hasil.terpenuhi("WBK")


def semua(lke, pilih):
    isi = {k: pilih(sorted(s.nilai, key=s.nilai.get)) for k, s in lke.soal.items() if s.nilai}
    hitung = {k: {m: Fraction(10) for m in s.masukan} for k, s in lke.soal.items() if s.jenis == "hitung"}
    return isi | hitung | {k: Fraction("3.7") for k, s in lke.soal.items() if s.jenis == "angka"}


@pytest.mark.parametrize("predikat", ["WBK", "WBBM"])
@pytest.mark.parametrize("berat", [1, 20])
def test_instrumen_resmi_di_bawah_sedetik(lke, predikat, berat):
    """All at worst, counts of a thousand, surveys freed, and efforts from one to twenty as people may set them."""
    jawaban = semua(lke, lambda naik: naik[0])
    jawaban |= {k: {m: Fraction(1000) for m in s.masukan} for k, s in lke.soal.items() if s.jenis == "hitung"}
    jawaban["A.II.5.iii.a.1"]["sudah"] = jawaban["A.II.5.iii.b.1"]["sudah"] = Fraction(0)
    jawaban |= {"B.I.a": Fraction(3), "B.II.a": Fraction(3)}
    usaha = {k: Fraction(1 + n * 7 % berat) for n, k in enumerate(lke.soal)}
    mulai = time.process_time()
    jalan = terpendek(lke, jawaban, predikat, bebas={"B.I.a", "B.II.a"}, usaha=lambda s: usaha[s.kode])
    assert time.process_time() - mulai < 1
    assert jalan.hasil.terpenuhi(predikat)
    assert jalan.usaha == sum(x.langkah * usaha[x.kode] for x in jalan.langkah) > 0
    urutan = list(lke.soal)
    assert [urutan.index(x.kode) for x in jalan.langkah] == sorted(urutan.index(x.kode) for x in jalan.langkah)
    for satu in jalan.langkah:  # none of the steps can be left out
        tanpa = {k: v for k, v in ((x.kode, x.ke) for x in jalan.langkah) if k != satu.kode}
        assert not nilai(lke, jawaban | tanpa).terpenuhi(predikat)


@pytest.mark.parametrize("benih", [1, 16])
def test_usaha_pecahan_tetap_di_bawah_sedetik(lke, benih):
    """Efforts from a hundredth to twenty side by side leave much room between the bound and the way."""
    acak = random.Random(benih)
    jawaban = semua(lke, lambda naik: naik[0 if acak.random() < 0.8 else acak.randrange(len(naik))])
    jawaban |= {k: {m: Fraction(acak.randrange(334)) for m in s.masukan} for k, s in lke.soal.items() if s.masukan}
    jawaban |= {"B.I.a": Fraction(5, 2), "B.II.a": Fraction(5, 2)}
    usaha = {k: Fraction(acak.choice(["1", "2", "5", "0.5", "1.25", "20", "0.01"])) for k in lke.soal}
    mulai = time.process_time()
    jalan = terpendek(lke, jawaban, "WBBM", bebas={"B.I.a", "B.II.a"}, usaha=lambda s: usaha[s.kode])
    assert time.process_time() - mulai < 1
    assert jalan.hasil.terpenuhi("WBBM")


def test_sudah_memenuhi_tidak_ada_langkah(lke):
    jalan = terpendek(lke, semua(lke, lambda naik: naik[-1]), "WBBM")
    assert (jalan.langkah, jalan.usaha, jalan.mustahil) == ((), 0, ())


def test_survei_tetap_kecuali_dibebaskan(lke):
    jawaban = semua(lke, lambda naik: naik[-1]) | {"B.I.a": Fraction("3.35")}
    jalan = terpendek(lke, jawaban, "WBK")
    assert [s.kode for s in jalan.mustahil] == ["ipak"]
    assert jalan.langkah == ()
    [satu] = terpendek(lke, jawaban, "WBK", bebas={"B.I.a"}).langkah
    assert (satu.kode, satu.ke, satu.langkah) == ("B.I.a", Fraction("3.6"), 3)


def test_persen_menurut_cacahnya(lke):
    """What is done goes up one by one, offences go down; without counts nothing is offered."""
    terbaik = semua(lke, lambda naik: naik[-1])
    selain = {k for k in lke.soal if k.startswith(("A.I.3", "A.II.3")) and k != "A.II.3.iii.a"}
    buruk = terbaik | {k: sorted(lke.soal[k].nilai, key=lke.soal[k].nilai.get)[0] for k in selain}
    buruk["A.II.3.iii.a"] = {"lalu": Fraction(4), "ini": Fraction(4), "sanksi": Fraction(0)}
    jalan = terpendek(lke, buruk, "WBK", usaha=lambda s: Fraction(1, 100) if s.jenis == "hitung" else Fraction(1))
    [satu] = [x for x in jalan.langkah if x.kode == "A.II.3.iii.a"]
    assert satu.ke["ini"] == 4 - satu.langkah
    assert satu.ke["lalu"] == 4
    kosong = {k: v for k, v in buruk.items() if k != "A.II.3.iii.a"}
    assert "A.II.3.iii.a" not in {x.kode for x in terpendek(lke, kosong, "WBK").langkah}


def test_usaha_menentukan_jalannya(lke):
    jawaban = semua(lke, lambda naik: naik[-2])
    biasa = terpendek(lke, jawaban, "WBBM")
    berat = {biasa.langkah[0].kode}
    lain = terpendek(lke, jawaban, "WBBM", usaha=lambda s: Fraction(50) if s.kode in berat else Fraction(1))
    assert not berat & {x.kode for x in lain.langkah}


def test_syarat_yang_saling_memotong_ditolak():
    """Area X lies half within node Q, which has a condition of its own."""

    def daun(kode, area):
        soal = Soal(f"s{kode}", "pilihan", "YT", TIPE["YT"], bobot=Fraction(1))
        return Cabang(kode, kode, Fraction(1), "jumlah_berbobot", area, (), (soal,))

    p = Cabang("P", "p", Fraction(1), "jumlah_anak", "", (daun("P1", "X"),))
    q = Cabang("Q", "q", Fraction(2), "jumlah_anak", "", (daun("Q1", "X"), daun("Q2", "Y")))
    ambang = (Syarat("area", "Area", "area_persen", "", Fraction(50)), Syarat("q", "Q", "simpul", "Q", Fraction(1)))
    with pytest.raises(ValueError, match="saling memotong"):
        terpendek(Alat("uji", Fraction(3), (p, q), {"WBK": ambang}), {}, "WBK")
