"""The LHE as a document, made from its content alone, so that an issued one prints the same for ever."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from zi.dokumen.bagian import (
    PITA,
    TEGAK,
    Baris,
    Blok,
    Butir,
    Cap,
    Daftar,
    Data,
    Dokumen,
    Judul,
    Kolom,
    Kop,
    Penanda,
    Prosa,
    Sel,
    Tabel,
    TandaTangan,
)
from zi.dokumen.html import periksa_panjang, susun_html
from zi.dokumen.ukuran import lembar
from zi.lke.isian import urai_desimal
from zi.monev.laporan.kanonik import Isi
from zi.ui.teks import angka, tanggal

TITIK = "………………………………"
DRAF = "DRAF, belum terbit"


def cetak_html(isi: Isi, *, cap: Cap | None = None) -> str:
    return susun_html(susun_dokumen(isi, cap=cap, draf=cap is None))


def susun_dokumen(isi: Isi, *, cap: Cap | None = None, draf: bool = False) -> Dokumen:
    periksa_panjang(isi)
    judul = f"Laporan Hasil Evaluasi {isi['nomor']}"
    kaki = [judul, isi["satker"]["nama"], *([DRAF] if draf else [])]
    return Dokumen(
        judul=f"{judul} {isi['satker']['nama']}",
        lembar=(lembar(list(_blok(isi)), TEGAK),),
        pengarang=isi["penerbit"]["nama"],
        kaki=" · ".join(kaki)[:120],
        tanda_air=draf,
        pita=PITA if isi["contoh"] else "",
        cap=cap,
    )


def _blok(isi: Isi) -> Iterator[Blok]:
    yield from _kepala(isi)
    bagian = (_dasar, _ruang, _hasil, _syarat, _catatan, _penggantian, _simpulan)
    for huruf, satu in zip("ABCDEFG", bagian, strict=True):
        yield from satu(isi, f"{huruf}.")
    yield _tanda_tangan(isi)


def _kepala(isi: Isi) -> Iterator[Blok]:
    yield Kop(tuple(isi["penerbit"]["kop"]))
    yield Judul("LAPORAN HASIL EVALUASI PEMBANGUNAN ZONA INTEGRITAS", di_daftar_isi=False, bab=True)
    yield Data(
        (
            ("Nomor", isi["nomor"]),
            ("Tanggal", tanggal(isi["tanggal"])),
            ("Satuan kerja", isi["satker"]["nama"]),
            ("Instansi", isi["satker"]["instansi"]),
            ("Tahun", str(isi["tahun"])),
        )
    )


def _judul(nomor: str, teks: str) -> Judul:
    return Judul(teks, nomor=nomor, tingkat=2, di_daftar_isi=False)


def _dasar(isi: Isi, nomor: str) -> Iterator[Blok]:
    yield _judul(nomor, "Dasar")
    surat = isi["surat"]
    dasar = (
        f"{isi['instrumen']['dasar']};",
        f"Surat tugas {isi['penerbit']['nama']} nomor {surat['nomor']} tanggal {tanggal(surat['tanggal'])}.",
    )
    yield Daftar(tuple(Butir(teks, f"{n}.") for n, teks in enumerate(dasar, start=1)))


def _ruang(isi: Isi, nomor: str) -> Iterator[Blok]:
    yield _judul(nomor, "Ruang lingkup dan waktu")
    surat = isi["surat"]
    mandiri = f" Penilaian mandiri yang dievaluasi: {isi['mandiri']['putaran']}." if isi["mandiri"] else ""
    selesai = f" {isi['putaran']['nama']} terbit {tanggal(isi['putaran']['selesai'])}."
    masa = f"{tanggal(surat['mulai'])} sampai {tanggal(surat['selesai'])}"
    yield Prosa(
        f"Evaluasi atas pembangunan Zona Integritas tahun {isi['tahun']} dilakukan pada {masa} "
        f"dengan {isi['instrumen']['judul']}.{mandiri}{selesai}"
    )


def _hasil(isi: Isi, nomor: str) -> Iterator[Blok]:
    yield _judul(nomor, "Hasil evaluasi")
    belum = f" {angka(isi['belum'])} pertanyaan tidak dijawab dan dihitung 0." if isi["belum"] else ""
    yield Prosa(f"Nilai total **{_angka(isi['total'])}** dari {angka(_pecah(isi['maksimum']))}.{belum}")
    mandiri = isi["mandiri"]["nilai"] if isi["mandiri"] else {}
    semua = [*isi["komponen"], {"kode": "total", "nama": "Nilai total", "dalam": 0, **_total(isi)}]
    kolom = (Kolom("Komponen", 46), Kolom("Bobot", 13), Kolom("Mandiri", 14), Kolom("Evaluasi", 14), Kolom("%", 13))
    yield Tabel(kolom, tuple(_baris_komponen(k, mandiri) for k in semua))
    if isi["area"]:
        kolom_area = (Kolom("Area", 52), Kolom("Bobot", 16), Kolom("Nilai", 16), Kolom("%", 16))
        angka_area = ((a["nama"], a["bobot"], a["nilai"], a["persen"]) for a in isi["area"])
        yield Tabel(kolom_area, tuple(_baris(nama, *map(_angka, n)) for nama, *n in angka_area))


def _total(isi: Isi) -> Isi:
    total, maksimum = _pecah(isi["total"]), _pecah(isi["maksimum"])
    return {"bobot": isi["maksimum"], "nilai": isi["total"], "persen": urai_desimal(total * 100 / maksimum)}


def _baris_komponen(satu: Isi, mandiri: dict[str, str]) -> Baris:
    klaim = _angka(mandiri[satu["kode"]]) if satu["kode"] in mandiri else "–"
    nama = satu["nama"] if satu["dalam"] else f"**{satu['nama']}**"
    return _baris(nama, _angka(satu["bobot"]), klaim, _angka(satu["nilai"]), _angka(satu["persen"]))


def _syarat(isi: Isi, nomor: str) -> Iterator[Blok]:
    yield _judul(nomor, "Pemenuhan syarat nilai")
    kolom = (Kolom("Syarat", 46), Kolom("Nilai", 14), Kolom("Minimal", 14), Kolom("Selisih", 12), Kolom("Hasil", 14))
    for predikat in isi["predikat"]:
        nama, semua = predikat["nama"], predikat["syarat"]
        baris = tuple(b for s in semua for b in _baris_syarat(s))
        catatan = f"{sum(s['terpenuhi'] for s in semua)} dari {len(semua)} syarat {nama} terpenuhi."
        yield Tabel(kolom, baris, judul_baris=f"Predikat {nama}", catatan=catatan)
    lemah = dict.fromkeys(p for predikat in isi["predikat"] for s in predikat["syarat"] for p in s["peringatan"])
    if lemah:
        yield Daftar(tuple(Butir(teks, "–") for teks in lemah), "Perlu diperhatikan:")


def _baris_syarat(syarat: Isi) -> Iterator[Baris]:
    """One line for each thing that a condition measures; areas are named each."""
    satuan = " %" if syarat["persen"] else ""
    for ukur in syarat["ukuran"]:
        kena = not ukur["selisih"].startswith("-")
        tiga = (f"{_angka(ukur[k])}{satuan}" for k in ("nilai", "minimal", "selisih"))
        yield _baris(ukur["nama"], *tiga, "Terpenuhi" if kena else "Belum")


def _catatan(isi: Isi, nomor: str) -> Iterator[Blok]:
    yield _judul(nomor, "Catatan evaluator")
    kolom = (Kolom("Pertanyaan", 38), Kolom("Jawaban", 14), Kolom("Catatan", 48))
    baris = (_baris(f"{c['kode']} {c['teks']}", c["jawaban"] or "–", c["catatan"], rata=True) for c in isi["catatan"])
    yield Tabel(kolom, tuple(baris), kosong="Tidak ada catatan.")


def _penggantian(isi: Isi, nomor: str) -> Iterator[Blok]:
    yield _judul(nomor, "Perubahan penilaian dalam tim")
    if not isi["penggantian"]:
        yield Prosa("Tidak ada jawaban anggota yang diganti.")
        return
    kolom = (Kolom("Pertanyaan", 14), Kolom("Semula", 22), Kolom("Menjadi", 22), Kolom("Alasan", 42))
    yield Tabel(
        kolom,
        tuple(
            _baris(
                g["kode"],
                f"{g['dari'] or 'Kosong'} ({g['dari_oleh']})",
                f"{g['ke'] or 'Kosong'} ({g['oleh']})",
                g["alasan"],
                rata=True,
            )
            for g in isi["penggantian"]
        ),
    )


def _simpulan(isi: Isi, nomor: str) -> Iterator[Blok]:
    yield _judul(nomor, "Simpulan dan rekomendasi")
    tercapai = [p["nama"] for p in isi["predikat"] if all(s["terpenuhi"] for s in p["syarat"])]
    kata = f"memenuhi syarat nilai {' dan '.join(tercapai)}" if tercapai else "belum memenuhi syarat nilai"
    yield Prosa(f"{isi['satker']['nama']} memperoleh nilai {_angka(isi['total'])} dan {kata}.")
    for n, teks in enumerate(isi["rekomendasi"], start=1):  # each for itself, so that they fill the page
        yield Daftar((Butir(teks, f"{n}."),), "Rekomendasi:" if n == 1 else "")


def _tanda_tangan(isi: Isi) -> TandaTangan:
    tempat = ", ".join(filter(None, [isi["penerbit"]["kota"], tanggal(isi["tanggal"])]))
    ketua = [p for p in isi["penanda"] if p["ketua"]]
    anggota = [p for p in isi["penanda"] if not p["ketua"]]
    return TandaTangan(
        (
            *(_penanda(p, f"Anggota {n}," if len(anggota) > 1 else "Anggota,") for n, p in enumerate(anggota, start=1)),
            *(_penanda(p, "Ketua tim,", tempat) for p in ketua),
        )
    )


def _penanda(siapa: Isi, peran: str, tempat: str = "") -> Penanda:
    return Penanda(
        nama=siapa["nama"] or TITIK,
        peran=peran,
        tempat_tanggal=tempat,
        pangkat=siapa["pangkat"],
        nomor_induk=f"NIP {siapa['nomor_induk']}" if siapa["nomor_induk"] else "",
    )


def _baris(nama: str, *lain: str, rata: bool = False) -> Baris:
    """A row; figures stand in the middle unless `rata`."""
    return Baris((_sel(nama, tengah=False), *(_sel(x, tengah=not rata) for x in lain)))


def _sel(teks: str, *, tengah: bool) -> Sel:
    return Sel(tuple(_butir(teks)), tengah=tengah)


def _butir(teks: str) -> Iterable[Butir]:
    return (Butir(baris) for baris in teks.splitlines() or [""])


def _pecah(teks: str) -> Fraction:
    return Fraction(teks)


def _angka(teks: Any) -> str:
    return angka(_pecah(teks), 2)
