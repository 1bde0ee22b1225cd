"""Properties of the difference: random edits are found exactly, and any content is taken."""

import copy
import json
import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.naskah.dokumen_beda import aksi, baris, dokumen, jadwal, satu, satu_baris, semua
from zi.naskah.beda import bandingkan

UBAH = ("teks", "aksi_baru", "aksi_hapus", "jadwal", "pindah")


def banyak_baris(jumlah):
    per_area = [[], []]
    for n in range(jumlah):
        tempat = n % 2
        isi = baris(f"b{n}", f"Kegiatan nomor {n}", area=("I", "II")[tempat], aksi=[aksi(f"a{n}")])
        per_area[tempat].append(isi | {"jadwal": [jadwal(f"j{n}")]})
    tabel = [{"uid": f"T{k}", "area": kode, "baris": per_area[k]} for k, kode in enumerate(("I", "II"))]
    return dokumen(tabel=tabel)


def lakukan(isi, n, cara):
    """One edit of row n; what the comparison must say about it."""
    asal = isi["tabel"][n % 2]["baris"]
    b = next(x for x in asal if x["uid"] == f"b{n}")
    if cara == "hapus":
        asal.remove(b)
    elif cara == "teks":
        b["uraian"] += " yang diperbaiki"
    elif cara == "aksi_baru":
        b["aksi"].append(aksi(f"z{n}"))
    elif cara == "aksi_hapus":
        b["aksi"].clear()
    elif cara == "jadwal":
        b["jadwal"][0] |= {"teks": "1 Maret 2023", "mulai": "2023-03-01", "selesai": "2023-03-01"}
    else:
        asal.remove(b)
        isi["tabel"][1 - n % 2]["baris"].append(b | {"area": ("II", "I")[n % 2]})
    return {"hapus": {("dihapus", b["uid"])}, "pindah": {("dipindah", b["uid"]), ("keluar", b["uid"])}}.get(
        cara, {("diubah", b["uid"])}
    )


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.integers(0, 29), st.sampled_from((*UBAH, "hapus"))), st.integers(0, 5))
def test_suntingan_acak_ditemukan_tepat(suntingan, tambahan):
    lama = banyak_baris(30)
    baru, harap = copy.deepcopy(lama), set()
    for n, cara in suntingan.items():
        harap |= lakukan(baru, n, cara)
    for n in range(tambahan):
        baru["tabel"][0]["baris"].insert(n, baris(f"baru{n}", area="I"))
        harap.add(("ditambah", f"baru{n}"))
    beda = bandingkan(lama, baru)
    assert semua(beda) == harap
    assert beda.hitung.bergeser == list(suntingan.values()).count("jadwal")
    assert beda.hitung.urutan == 0
    balik = {"ditambah": "dihapus", "dihapus": "ditambah"}
    assert semua(bandingkan(baru, lama)) == {(balik.get(j, j), k) for j, k in harap}


nilai_json = st.recursive(
    st.text(max_size=20) | st.none() | st.booleans() | st.integers(0, 99),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3),
    max_leaves=5,
)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60), st.text(max_size=60), nilai_json)
def test_dokumen_dengan_isi_apa_pun(x, y, kamus):
    lama, baru = dokumen(), dokumen()
    satu_baris(lama)["uraian"], satu_baris(baru)["uraian"] = x, y
    baru["rencana"]["kata"] = kamus
    assert bandingkan(baru, copy.deepcopy(baru)).kosong
    assert bandingkan(baru, json.loads(json.dumps(baru))).kosong
    beda = bandingkan(lama, baru)
    assert (("diubah", "b1") in semua(beda)) == (x != y)


def test_uid_asli_adalah_kunci():
    lama, baru = dokumen(), dokumen()
    kunci = str(uuid.uuid4())
    satu_baris(lama)["uid"] = satu_baris(baru)["uid"] = kunci
    satu_baris(baru)["uraian"] = "Lain"
    assert satu(bandingkan(lama, baru)).kunci == kunci
