"""The tables and lists of the printed report, each from its part of the content."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from zi.dokumen.bagian import Baris, Blok, Butir, Daftar, Data, Judul, Kolom, Pesan, Sel, Tabel
from zi.jadwal.tampil import rentang
from zi.monev.laporan.kanonik import Isi
from zi.ui.status import rupa
from zi.ui.teks import angka, tanggal

SAAT_MAKS = 6  # dates of one row that are spelled out
GOLONGAN = {
    "tunggakan": "tunggakan dari periode lalu",
    "dikejar": "tunggakan yang diselesaikan",
    "mendahului": "mendahului jadwal",
}
ANGKA_REALISASI = (
    ("Rencana", "rencana", 8, "Periode ini"),
    ("Terlaksana", "selesai", 9, "Periode ini"),
    ("%", ("selesai", "rencana"), 8, "Periode ini"),
    ("Rencana", "rencana_sd", 8, "Sejak awal tahun"),
    ("Terlaksana", "selesai_sd", 9, "Sejak awal tahun"),
    ("%", ("selesai_sd", "rencana_sd"), 8, "Sejak awal tahun"),
    ("Tunggakan", "tunggakan", 9, ""),
    ("Diminta", "bukti", 7, "Bukti fisik"),
    ("Diterima", "bukti_diterima", 7, "Bukti fisik"),
    ("%", ("bukti_diterima", "bukti"), 7, "Bukti fisik"),
)


def judul(nomor: str, teks: str) -> Judul:
    return Judul(teks, nomor=nomor, tingkat=2, di_daftar_isi=False)


def persen(bagian: int, semua: int) -> str:
    """95,71 %; a dash where nothing was planned."""
    return f"{angka(Fraction(100 * bagian, semua))} %" if semua else "–"


def realisasi(isi: Isi) -> Iterator[Blok]:
    sebutan = isi["rencana"]["sebutan_area"]
    yield judul("B.", f"Realisasi per {sebutan.lower()}")
    kolom = (Kolom(sebutan, 20), *(Kolom(judul, lebar, kelompok) for judul, _, lebar, kelompok in ANGKA_REALISASI))
    baris = [_baris_angka(nama_area(a), a["angka"]) for a in isi["area"]]
    catatan = (
        "Kejadian dihitung pada periode berakhirnya jadwal; terlaksana bila selesai sampai akhir periode. Tunggakan: "
        "kejadian dari periode sebelumnya yang belum selesai. Bukti diminta: yang jatuh tempo sampai akhir periode."
    )
    yield Tabel(kolom, (*baris, _baris_angka("Jumlah", isi["total"])), catatan=catatan)
    if isi["bulan"]:
        yield judul("", "Laporan bulanan dalam triwulan ini")
        yield Tabel(
            (
                Kolom("Bulan", 22),
                Kolom("Rencana", 12),
                Kolom("Terlaksana", 14),
                Kolom("%", 12),
                Kolom("Laporan bulanan", 40),
            ),
            tuple(_baris_bulan(b) for b in isi["bulan"]),
        )


def _baris_angka(nama: str, hitung: dict[str, int]) -> Baris:
    sel = [Sel((Butir(nama),), kepala=True)]
    for _, kunci, *_lain in ANGKA_REALISASI:
        teks = angka(hitung[kunci]) if isinstance(kunci, str) else persen(hitung[kunci[0]], hitung[kunci[1]])
        sel.append(Sel((Butir(teks),), tengah=True))
    return Baris(tuple(sel))


def _baris_bulan(bulan: Isi) -> Baris:
    hitung = bulan["angka"]
    if not hitung:
        return _baris(bulan["nama"], "–", "–", "–", "Belum disetujui")
    terbit = f"Versi {bulan['versi']}, disetujui {tanggal(bulan['disetujui'])}, sidik {bulan['sha256'][:8]}"
    nilai = (angka(hitung["rencana"]), angka(hitung["selesai"]), persen(hitung["selesai"], hitung["rencana"]))
    return _baris(bulan["nama"], *nilai, terbit)


def nama_area(area: Isi) -> str:
    return " ".join(filter(None, [area["nomor"], area["nama"]]))


def pelaksanaan(isi: Isi) -> Iterator[Blok]:
    yield judul("C.", "Yang direncanakan dan yang terlaksana")
    kolom = (
        Kolom("No.", 5),
        Kolom("Rencana kerja", 28),
        Kolom("Jadwal", 17),
        Kolom("Keadaan pada akhir periode", 36),  # wide: each line stands beside its date
        Kolom("Catatan", 14),
    )
    baris: list[Baris] = []
    for area in isi["area"]:
        if area["baris"]:
            baris.append(Baris((), judul=nama_area(area)))
            baris += [_baris_kerja(b) for b in area["baris"]]
    yield Tabel(kolom, tuple(baris), kosong="Tidak ada yang direncanakan pada periode ini.")


def _baris_kerja(baris: Isi) -> Baris:
    tampil, sisa = baris["saat"][:SAAT_MAKS], baris["saat"][SAAT_MAKS:]
    lebih = (Butir(f"dan {len(sisa)} kejadian lagi"),) if sisa else ()
    jadwal = tuple(Butir(rentang(s["mulai"], s["selesai"])) for s in tampil)
    catatan = tuple(dict.fromkeys(Butir(s["catatan"]) for s in tampil if s["catatan"]))
    keadaan = tuple(Butir(kata_saat(s)) for s in tampil)
    return Baris(
        (
            Sel((Butir(baris["no"]),), tengah=True),
            Sel((Butir(baris["uraian"]),), kepala=True),
            Sel((*jadwal, *lebih)),
            Sel(keadaan),
            Sel(catatan),
        )
    )


def kata_saat(saat: Isi) -> str:
    """Selesai 3 Maret 2026; Terlambat, selesai 3 April 2026 (tunggakan dari periode lalu)."""
    kata = rupa(saat["keadaan"]).kata
    if saat["realisasi"]:
        kata += (
            f" {tanggal(saat['realisasi'])}"
            if saat["keadaan"] == "selesai"
            else (f", selesai {tanggal(saat['realisasi'])}")
        )
    return f"{kata} ({GOLONGAN[saat['golongan']]})" if saat["golongan"] in GOLONGAN else kata


def kendala(isi: Isi) -> Iterator[Blok]:
    yield judul("D.", "Matriks kendala, permasalahan, dan solusi")
    bulan = bool(isi["bulan"])
    kolom = [Kolom("No.", 6), Kolom("Rencana kerja", 30), Kolom("Kendala dan permasalahan", 34), Kolom("Solusi", 30)]
    semua = list(isi["kendala"])
    if bulan:
        kolom = [Kolom("No.", 6), Kolom("Bulan", 12), Kolom("Rencana kerja", 24), *kolom[2:]]
        kolom[3:] = [Kolom("Kendala dan permasalahan", 30), Kolom("Solusi", 28)]
        semua = [*isi["kendala_bulan"], *semua]
    baris = []
    for n, k in enumerate(semua, start=1):
        asal = [k.get("bulan", "Triwulan") + ("" if k.get("ditutup", True) else " (draf)")] if bulan else []
        tempat = "\n".join(filter(None, [k["area"], k["baris"]])) or "Seluruh satker"
        baris.append(_baris(f"{n}.", *asal, tempat, k["kendala"], k["solusi"] or "–"))
    yield Tabel(tuple(kolom), tuple(baris), kosong="Tidak ada kendala yang dicatat.")


def prognosis(isi: Isi) -> Iterator[Blok]:
    yield judul("E.", f"Matriks prognosis {isi['laporan']['berikutnya']}")
    kolom = (
        Kolom(isi["rencana"]["sebutan_area"], 16),
        Kolom("Direncanakan", 32),
        Kolom("Perkiraan", 12),
        Kolom("Penjelasan", 20),
        Kolom("Upaya", 20),
    )
    baris = [_baris_prognosis(a) for a in isi["area"] if a["id"] or a["depan"]]
    yield Tabel(kolom, tuple(baris), kosong="Rencana ini belum berpengungkit.")


def _baris_prognosis(area: Isi) -> Baris:
    rencana = [Butir(_nanti(b), b["no"]) for b in area["depan"]]
    if sisa := area["angka"]["tunggakan"] + area["angka"]["terlambat"]:
        rencana.append(Butir(f"Tunggakan: {sisa} kejadian"))
    p = area["prognosis"]
    teks = (p["kata"] or "Belum diisi", p["teks"] or "–", p["upaya"] or "–")
    return Baris(
        (
            Sel((Butir(nama_area(area)),), kepala=True),
            Sel(tuple(rencana) or (Butir("–"),)),
            *(Sel((Butir(t),)) for t in teks),
        )
    )


def _nanti(baris: Isi) -> str:
    lain = f", {baris['jumlah']} kejadian" if baris["jumlah"] > 1 else ""
    return f"{baris['uraian']} ({tanggal(baris['selesai'])}{lain})"


def rapat(isi: Isi) -> Iterator[Blok]:
    yield judul("F.", "Rapat dan notula")
    if not isi["rapat"]:
        yield Pesan("Belum ada rapat yang membahas periode ini.")
    for rapat in isi["rapat"]:
        yield Judul(rapat["judul"], tingkat=3, di_daftar_isi=False)
        notula = f"tersimpan, sidik {rapat['notula'][:8]}" if rapat["notula"] else "belum tersimpan"
        yield Data(
            (
                ("Waktu dan tempat", ", ".join(filter(None, [tanggal(rapat["tanggal"]), rapat["tempat"]]))),
                ("Keadaan", rupa(rapat["status"]).kata),
                ("Kehadiran", f"{rapat['hadir']} orang hadir, {rapat['diundang']} orang diundang"),
                ("Notula", notula),
            )
        )
        if rapat["keputusan"]:
            yield Daftar(tuple(_keputusan(n, k) for n, k in enumerate(rapat["keputusan"], start=1)), "Keputusan:")


def _keputusan(nomor: int, k: Isi) -> Butir:
    siapa = ", ".join(filter(None, [k["orang"], tanggal(k["tenggat"]) if k["tenggat"] else ""]))
    return Butir(f"{k['agenda']}: {k['keputusan']}{f' ({siapa})' if siapa else ''}", f"{nomor}.")


def tindak_lanjut(isi: Isi) -> Iterator[Blok]:
    yield judul("G.", "Tindak lanjut")
    kolom = (
        Kolom("No.", 7),
        Kolom("Yang dikerjakan", 37),
        Kolom("Penanggung jawab", 20),
        Kolom("Tenggat", 16),
        Kolom("Keadaan", 20),
    )
    baris = []
    for n, t in enumerate(isi["tindak_lanjut"], start=1):
        keadaan = "Terlambat" if t["lewat"] else t["kata"]
        uraian = "\n".join(filter(None, [t["uraian"], f"Asal: {t['asal']}"]))
        hasil = "\n".join(filter(None, [keadaan, t["hasil"]]))
        baris.append(_baris(f"{n}.", uraian, t["orang"] or "–", tanggal(t["tenggat"]), hasil))
    yield Tabel(kolom, tuple(baris), kosong="Tidak ada tindak lanjut yang terbuka atau ditutup pada periode ini.")


def _baris(*teks: str) -> Baris:
    return Baris(tuple(Sel(tuple(_butir(t)), tengah=n == 0) for n, t in enumerate(teks)))


def _butir(teks: str) -> Iterable[Butir]:
    return [Butir(b) for b in teks.splitlines()] or [Butir("")]
