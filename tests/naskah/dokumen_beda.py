"""Small plan documents for the tests of differences: made by hand, so that the expectation is written beside them."""

import copy
from typing import Any


def baris(uid, uraian="Penyusunan Tim Kerja", **lain) -> dict[str, Any]:
    return {"uid": uid, "uraian": uraian, "no_tertulis": "1.", **lain}


def aksi(uid, teks="Menyusun mekanisme", label="a.", **lain):
    return {"uid": uid, "teks": teks, "label": label, **lain}


def jadwal(uid, hari="2023-01-25", teks="25 Januari 2023", **lain):
    biasa = {"jenis": "tanggal", "mulai": hari, "selesai": hari, "presisi": "hari", "terbaca": True}
    return {"uid": uid, "teks": teks, **biasa, **lain}


def dokumen(**lain) -> dict[str, Any]:
    """Two areas with a table each; the first row has two actions, a schedule for the first one, and evidence."""
    satu = baris(
        "b1",
        area="I",
        aksi=[aksi("a1"), aksi("a2", "Membentuk tim", "b.")],
        jadwal=[jadwal("j1", aksi=[1])],
        syarat=[{"uid": "s1", "teks": "SK Tim Kerja", "jenis": ["sk"], "aksi": [2]}],
        penanggung_jawab=[{"uid": "p1", "teks_tertulis": "Tim ZI", "pihak": ["Tim ZI"]}],
    )
    isi = {
        "format": "zi/rencana-kerja",
        "versi": 1,
        "rencana": {"judul": "Rencana Kerja", "predikat": "WBK", "tahun_mulai": 2023, "tahun_selesai": 2023},
        "area": [
            {"uid": "A1", "kode": "I", "nama": "Manajemen Perubahan", "nomor_tertulis": "I."},
            {"uid": "A2", "kode": "II", "nama": "Tata Laksana", "nomor_tertulis": "II."},
        ],
        "tabel": [
            {"uid": "T1", "area": "I", "baris": [satu, baris("b2", "Pemilihan agen", no_tertulis="2.", area="I")]},
            {"uid": "T2", "area": "II", "baris": [baris("b3", "Penyusunan SOP", area="II")]},
        ],
    }
    return copy.deepcopy(isi | lain)


def satu_baris(isi, n=0, tabel=0):
    return isi["tabel"][tabel]["baris"][n]


def semua(beda):
    """(kind, key) of all parts that stand in groups."""
    return {(x.jenis, x.kunci) for x in beda.semua()}


def satu(beda):
    """The only part of the only group."""
    (grup,) = beda.grup
    (bagian,) = grup.bagian
    return bagian


def ubahan(bagian):
    """Label → (old, new, shift)."""
    return {x.label: (x.lama, x.baru, x.geser) for x in bagian.ubahan}


def kata(u):
    """The pieces of a text as [-old-]{+new+}."""
    tanda = {"sama": "{}", "hapus": "[-{}-]", "tambah": "{{+{}+}}"}
    return "".join(tanda[p.jenis].format(p.teks) for p in u.kata)
