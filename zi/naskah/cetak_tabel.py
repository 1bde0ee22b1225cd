"""Table variants of a plan (SHAPES section b): every one is fed from the same rows of the canonical document."""

from collections.abc import Callable
from typing import Any

from zi.dokumen.bagian import Baris, Butir, Kolom, Sel, Tabel
from zi.ui.teks import angka

Isi = dict[str, Any]
BULAN = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
MATRIK = ("No", "Rencana Kerja", "Rencana Aksi", "Jadwal Pelaksanaan", "Bukti Fisik")
LEBAR_MATRIK = (5, 18, 27, 17, 33)
TAHUNAN = ("No", "Kegiatan", "Waktu Pelaksanaan", "Penanggung Jawab")
LEBAR_TAHUNAN = (7, 49, 22, 22)
BULAT = "•"
TANDA = "v"
TAK_TERBACA = "Tanda waktu pada naskah asal tidak terbaca; sel kosong berarti tidak diketahui."


def sel(*butir: Butir | str, kepala: bool = False, lanjutan: bool = False) -> Sel:
    isi = (b if isinstance(b, Butir) else Butir(b) for b in butir)
    return Sel(tuple(b for b in isi if b.teks), kepala, lanjutan)


def judul_area(area: Isi | None) -> str:
    return " ".join(filter(None, [area["nomor_tertulis"], area["nama"]])) if area else ""


def tabel(isi: Isi, satu: Isi) -> Tabel:
    """One table of the plan in its variant."""
    return VARIAN.get(satu["jenis"], matrik)(isi, satu)


def area_menurut_kode(isi: Isi, kode: str | None) -> Isi | None:
    return next((a for a in isi["area"] if a["kode"] == kode), None)


# --- a. matrix -------------------------------------------------------------------------------------------------------


def matrik(isi: Isi, satu: Isi) -> Tabel:
    """Five columns; the name of the area is a full-width row of the head."""
    judul = judul_area(area_menurut_kode(isi, satu["area"])) or satu["judul"]
    return Tabel(
        kolom=_kolom(satu, MATRIK, LEBAR_MATRIK),
        baris=tuple(_baris_matrik(b) for b in satu["baris"]),
        judul_baris=judul,
        penanda=judul,
        catatan=satu["catatan_kaki"],
    )


def _kolom(satu: Isi, bawaan: tuple[str, ...], lebar: tuple[int, ...]) -> tuple[Kolom, ...]:
    judul = satu["kolom"] if len(satu["kolom"]) == len(bawaan) else bawaan
    return tuple(Kolom(j, w) for j, w in zip(judul, lebar, strict=True))


def _baris_matrik(baris: Isi) -> Baris:
    return Baris(
        (
            sel(baris["no_tertulis"]),
            sel(baris["uraian"], *_rincian(baris), kepala=True),
            sel(*_berbulat(baris["aksi"])),
            sel(*_jadwal(baris)),
            sel(*_berbulat(baris["syarat"])),
        )
    )


def _berbulat(daftar: list[Isi]) -> list[Butir]:
    """Items with their typed labels; several without any get a bullet, so that one sees where each begins."""
    bulat = BULAT if len(daftar) > 1 else ""
    return [Butir(x["teks"], x["label"] or bulat, tuple(_berbulat(x.get("anak", [])))) for x in daftar]


def _rincian(baris: Isi) -> list[Butir]:
    return [Butir(x["teks"], "-") for x in baris["rincian"]]


def _jadwal(baris: Isi) -> list[Butir]:
    """Each expression as written; behind the label of its action where every one surely has one of its own."""
    label = {n: a["label"] for n, a in enumerate(baris["aksi"], start=1)}
    jelas = len(label) > 1 and all(
        len(j["aksi"]) == 1 and j["dasar_pasangan"] != "tidak_pasti" for j in baris["jadwal"]
    )
    return [Butir(j["teks"], label.get(j["aksi"][0], "") if jelas else "") for j in baris["jadwal"]]


# --- d. yearly -------------------------------------------------------------------------------------------------------


def tahunan(isi: Isi, satu: Isi) -> Tabel:
    """No, activity with its sub-items, time, who is responsible."""
    baris = tuple(
        Baris(
            (
                sel(b["no_tertulis"]),
                sel(b["uraian"], *_rincian(b), *_aksi(b), kepala=True),
                sel(*(j["teks"] for j in b["jadwal"])),
                sel(*(p["teks_tertulis"] for p in b["penanggung_jawab"])),
            )
        )
        for b in satu["baris"]
    )
    judul = satu["judul"] or _tahun(satu)
    return Tabel(_kolom(satu, TAHUNAN, LEBAR_TAHUNAN), baris, judul, judul, satu["catatan_kaki"])


def _aksi(baris: Isi) -> list[Butir]:
    """Actions that say more than the row itself."""
    return [Butir(a["teks"], a["label"]) for a in baris["aksi"] if a["teks"] != baris["uraian"]]


def _tahun(satu: Isi) -> str:
    return f"Tahun {satu['tahun']}" if satu["tahun"] else ""


# --- c. Gantt and e. quarters ----------------------------------------------------------------------------------------


def gantt(isi: Isi, satu: Isi) -> Tabel:
    """Area, strategic issue, activity, twelve months."""
    judul = satu["kolom"][:4] if len(satu["kolom"]) == 16 else ["Area", "Isu Strategis", "Rencana Kegiatan", "Jadwal"]
    bulan = satu["kolom"][4:] if len(satu["kolom"]) == 16 else list(BULAN)
    kolom = [Kolom(j, w) for j, w in zip(judul[:3], (15, 20, 26), strict=True)]
    kolom += [Kolom(b, 3.25, judul[3]) for b in bulan]
    baris, lama = [], ("", "")
    for b in satu["baris"]:
        area = area_menurut_kode(isi, b["area"])
        baru = (b["area_tertulis"] or (area["nama"] if area else ""), _isu(isi, b["isu"]))
        sama = [x == y for x, y in zip(lama, baru, strict=True)]
        depan = [sel("" if s else x, lanjutan=s and bool(x)) for x, s in zip(baru, sama, strict=True)]
        baris.append(
            Baris(
                (
                    *depan,
                    sel(b["uraian"], *_rincian(b), *_aksi(b), kepala=True),
                    *_sel_tanda(_tanda_bulan(b, satu["tahun"]), 12),
                )
            )
        )
        lama = baru
    return Tabel(tuple(kolom), tuple(baris), "", satu["judul"], _catatan(satu))


def _isu(isi: Isi, posisi: int | None) -> str:
    return isi["isu"][posisi - 1]["teks"] if posisi and posisi <= len(isi["isu"]) else ""


def triwulan(isi: Isi, satu: Isi) -> Tabel:
    """Activities with a mark for each quarter; the name of the area is a full-width row, its indikator stands left."""
    judul = satu["kolom"] if len(satu["kolom"]) == 6 else ["Indikator", "Kegiatan", *(f"TW {n}" for n in "1234")]
    kolom = [Kolom(judul[0], 22), Kolom(judul[1], 42)]
    kolom += [Kolom(j, 9, "Target per Tahun") for j in judul[2:]]
    baris: list[Baris] = []
    area_lama, indikator_lama = None, ""
    for b in satu["baris"]:
        if b["area"] != area_lama:
            baris.append(Baris((), judul_area(area_menurut_kode(isi, b["area"])) or b["area_tertulis"]))
            area_lama, indikator_lama = b["area"], ""
        indikator = _indikator(isi, b["indikator"])
        kiri = sel("" if indikator == indikator_lama else indikator, lanjutan=indikator == indikator_lama != "")
        tengah = sel(Butir(b["uraian"], b["no_tertulis"]), *_rincian(b), *_aksi(b), kepala=True)
        baris.append(Baris((kiri, tengah, *_sel_tanda(_tanda_triwulan(b), 4))))
        indikator_lama = indikator
    return Tabel(tuple(kolom), tuple(baris), "", satu["judul"], _catatan(satu))


def _indikator(isi: Isi, jalur: list[Any] | None) -> str:
    area = area_menurut_kode(isi, jalur[0]) if jalur else None
    if not jalur or area is None or not 0 < jalur[-1] <= len(area["indikator"]):
        return ""
    satu = area["indikator"][jalur[-1] - 1]
    return " ".join(filter(None, [satu["label"], satu["nama"]]))


def _tanda_bulan(baris: Isi, tahun: int | None) -> dict[int, str]:
    """Marks as written, else from the months or dates that were read."""
    hasil: dict[int, str] = {}
    for j in baris["jadwal"]:
        if j["tanda_bulan"]:
            hasil |= {int(k): v for k, v in j["tanda_bulan"].items() if v}
        else:
            hasil |= dict.fromkeys(_bulan(j, tahun), TANDA)
    return hasil


def _bulan(jadwal: Isi, tahun: int | None) -> list[int]:
    """Months of `tahun` that a schedule names or spans; a recurring one spans its bounds."""
    if not jadwal["terbaca"]:
        return []
    if jadwal["bulan"]:
        return [int(x[5:7]) for x in jadwal["bulan"] if not tahun or x[:4] == str(tahun)]
    mulai, selesai = jadwal["mulai"], jadwal["selesai"]
    if not mulai or not selesai:
        return []
    tahun = tahun or int(mulai[:4])
    return [n for n in range(1, 13) if mulai[:7] <= f"{tahun}-{n:02d}" <= selesai[:7]]


def _tanda_triwulan(baris: Isi) -> dict[int, str]:
    hasil: dict[int, str] = {}
    for j in baris["jadwal"]:
        if j["tanda_triwulan"]:
            hasil |= {int(k): v for k, v in j["tanda_triwulan"].items() if v}
        else:
            hasil |= {(n + 2) // 3: TANDA for n in _bulan(j, None)}
    return hasil


def _sel_tanda(tanda: dict[int, str], banyak: int) -> list[Sel]:
    return [Sel(sel(tanda.get(n, "")).butir, tengah=True) for n in range(1, banyak + 1)]


def _catatan(satu: Isi) -> str:
    buram = any(not j["terbaca"] for b in satu["baris"] for j in b["jadwal"])
    return " ".join(filter(None, [satu["catatan_kaki"], TAK_TERBACA if buram else ""]))


VARIAN: dict[str, Callable[[Isi, Isi], Tabel]] = {
    "matrik": matrik,
    "tahunan": tahunan,
    "gantt": gantt,
    "triwulan": triwulan,
}


# --- f. other lists as tables ----------------------------------------------------------------------------------------


def target_prioritas(isi: Isi) -> Tabel:
    kolom = (Kolom("No.", 10), Kolom("Target Prioritas", 90))
    return Tabel(kolom, tuple(Baris((sel(t["no_tertulis"]), sel(t["teks"]))) for t in isi["target_prioritas"]))


def anggaran(isi: Isi) -> Tabel:
    """Budget lines; columns that no line fills are left out."""
    semua = [(k, x) for k, x in KOLOM_ANGGARAN if k in WAJIB or any(a[k] not in (None, "") for a in isi["anggaran"])]
    lebar = {k: x.lebar for k, x in semua}
    faktor = 100 / sum(lebar.values())
    kolom = tuple(Kolom(x.judul, x.lebar * faktor) for _, x in semua)
    baris = (Baris(tuple(sel(_nilai(k, a[k])) for k, _ in semua)) for a in isi["anggaran"])
    return Tabel(kolom, tuple(baris))


WAJIB = ("label", "teks")
RUPIAH = ("harga", "jumlah")
KOLOM_ANGGARAN = (
    ("label", Kolom("No", 8)),
    ("teks", Kolom("Uraian", 44)),
    ("sumber_dana", Kolom("Sumber Dana", 16)),
    ("tahun_anggaran", Kolom("Tahun", 10)),
    ("volume", Kolom("Volume", 14)),
    ("harga", Kolom("Harga Satuan (Rp)", 18)),
    ("jumlah", Kolom("Jumlah (Rp)", 18)),
)


def _nilai(kunci: str, nilai: Any) -> str:
    if nilai is None:
        return ""
    return angka(nilai) if kunci in RUPIAH else str(nilai)
