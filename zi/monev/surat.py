"""The four papers of a meeting as documents: undangan, daftar hadir, notula, dokumentasi. Reads; writes nothing."""

import base64
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.utils.formats import date_format
from PIL import Image

from zi.dokumen.bagian import (
    PITA,
    Baris,
    Blok,
    Butir,
    Daftar,
    Data,
    Dokumen,
    Foto,
    Judul,
    KepalaSurat,
    Kolom,
    Kop,
    Lembar,
    Penanda,
    Prosa,
    Sel,
    Tabel,
    TandaTangan,
)
from zi.dokumen.html import susun_html
from zi.monev.models import BerkasRapat, ButirAgenda, FotoRapat, Rapat
from zi.monev.queries import BarisHadir, daftar_hadir
from zi.satker.pejabat import kepala_definitif
from zi.satker.queries import baris_kop

J = BerkasRapat.Jenis
YTH_MAKS, AGENDA_MAKS = 8, 8  # more than that go on a page of their own
BARIS_SEHALAMAN, BARIS_KOSONG = 10, 3  # to be signed by hand: what fills a page, and at least so many free ones
TITIK = "………………………………"  # to be filled by hand
FOTO_LEBAR, FOTO_JUMLAH = 900, 2_000_000  # pixels; characters of all photos together, see dokumen.html
PEMBUKA = "Dalam rangka pembangunan Zona Integritas di {satker}, kami mengundang Bapak/Ibu mengikuti rapat pada:"
PENUTUP = (
    "Kami mengharapkan kehadiran Bapak/Ibu tepat pada waktunya. "
    "Atas perhatian dan kehadiran Bapak/Ibu, kami sampaikan terima kasih."
)


def cetak_html(rapat: Rapat, jenis: str, *, kosong: bool = False) -> str:
    return susun_html(susun(rapat, jenis, kosong=kosong))


def susun(rapat: Rapat, jenis: str, *, kosong: bool = False) -> Dokumen:
    """One paper. `kosong`: the attendance list to be signed by hand, with empty lines."""
    blok: tuple[tuple[Blok, ...], ...]
    if jenis == J.UNDANGAN:
        blok = _undangan(rapat)
    elif jenis == J.DAFTAR_HADIR:
        blok = (_daftar_hadir(rapat, kosong=kosong),)
    else:
        blok = (_notula(rapat) if jenis == J.NOTULA else _dokumentasi(rapat),)
    kop = Kop(tuple(baris_kop(rapat.satker)))
    awal, *lanjut = blok
    return Dokumen(
        judul=judul(rapat, jenis),
        lembar=(Lembar((kop, *awal)), *(Lembar(isi) for isi in lanjut)),
        pengarang=rapat.satker.nama,
        kaki=f"{J(jenis).label} · {rapat.judul}"[:90],
        pita=PITA if rapat.satker.contoh else "",
    )


def judul(rapat: Rapat, jenis: str) -> str:
    """How the paper is called in the register: Notula Rapat monev …, 1 Desember 2026."""
    return f"{J(jenis).label} {rapat.judul}, {date_format(rapat.tanggal, 'j F Y')}"[:250]


def _data_rapat(rapat: Rapat, *lain: tuple[str, str]) -> Data:
    return Data(
        (
            ("Hari, tanggal", rapat.hari),
            ("Waktu", f"Pukul {rapat.pukul}"),
            ("Tempat", rapat.tempat or "–"),
            *lain,
        )
    )


def _butir(rapat: Rapat) -> list[ButirAgenda]:
    return list(rapat.agenda.filter(dihapus=False))


def _undangan(rapat: Rapat) -> tuple[tuple[Blok, ...], ...]:
    """The letter, and an annex with who is invited and the agenda when they do not fit in it."""
    peserta, butir = list(rapat.peserta.all()), _butir(rapat)
    panjang = len(peserta) > YTH_MAKS, len(butir) > AGENDA_MAKS
    kepada = ("Bapak/Ibu (daftar terlampir)",) if panjang[0] else tuple(p.nama for p in peserta)
    agenda = Daftar(_bernomor(b.teks for b in butir), "Agenda:")
    isi: list[Blok] = [
        KepalaSurat(
            (
                ("Nomor", rapat.nomor or "………………"),
                ("Lampiran", "Satu berkas" if any(panjang) else "–"),
                ("Hal", f"Undangan {rapat.judul}"),
            ),
            _tempat_tanggal(rapat, rapat.tanggal_surat or rapat.satker.hari_ini()),
            kepada,
        ),
        Prosa(rapat.pengantar or PEMBUKA.format(satker=rapat.satker.nama)),
        _data_rapat(rapat, *([("Agenda", "Terlampir")] if panjang[1] else [])),
    ]
    if butir and not panjang[1]:
        isi.append(agenda)
    isi += [Prosa(PENUTUP), TandaTangan((_penanda(rapat),))]
    lampiran: list[Blok] = []
    if panjang[0]:
        lampiran += [Judul("Daftar yang diundang", tingkat=2, di_daftar_isi=False), _tabel_undangan(peserta)]
    if panjang[1]:
        lampiran += [Judul("Agenda rapat", tingkat=2, di_daftar_isi=False), Daftar(agenda.butir)]
    return (tuple(isi), (_kepala_lampiran(rapat), *lampiran)) if lampiran else (tuple(isi),)


def _kepala_lampiran(rapat: Rapat) -> Data:
    tanggal = date_format(rapat.tanggal_surat or rapat.satker.hari_ini(), "j F Y")
    return Data((("Lampiran surat nomor", rapat.nomor or "………………"), ("Tanggal", tanggal)))


def _tabel_undangan(peserta: list[Any]) -> Tabel:
    kolom = (Kolom("No.", 8), Kolom("Nama", 46), Kolom("Jabatan", 46))
    return Tabel(kolom, tuple(_baris(str(n), p.nama, p.jabatan) for n, p in enumerate(peserta, start=1)))


def _daftar_hadir(rapat: Rapat, *, kosong: bool) -> tuple[Blok, ...]:
    daftar = daftar_hadir(rapat)
    kolom = (Kolom("No.", 7), Kolom("Nama dan NIP", 38), Kolom("Jabatan", 27), Kolom("Tanda tangan", 28))
    if not kosong:
        kolom = (*kolom[:3], Kolom("Kehadiran", 28))
    baris = [
        _baris(str(n), _bernama(b), b.jabatan, f"{n}." if kosong else _kehadiran(rapat, b), tinggi=kosong)
        for n, b in enumerate(daftar, start=1)
    ]
    if kosong:
        awal, kosong_lagi = len(daftar) + 1, max(BARIS_KOSONG, BARIS_SEHALAMAN - len(daftar))
        baris += [_baris(str(n), "", "", f"{n}.", tinggi=True) for n in range(awal, awal + kosong_lagi)]
    datang = sum(1 for b in daftar if b.hadir)
    diundang = sum(1 for b in daftar if b.peserta)
    jumlah = () if kosong else (("Kehadiran", f"{datang} orang hadir, {diundang} orang diundang"),)
    return (
        Judul("DAFTAR HADIR", tingkat=1, di_daftar_isi=False, bab=True),
        Data((("Rapat", rapat.judul), *_data_rapat(rapat, *jumlah).pasangan)),
        Tabel(kolom, tuple(baris), kosong="Belum ada yang diundang."),
        TandaTangan((_pencatat(rapat),)),
    )


def _bernama(baris: BarisHadir) -> str:
    return f"{baris.nama}\nNIP {baris.nomor_induk}" if baris.nomor_induk else baris.nama


def _kehadiran(rapat: Rapat, baris: BarisHadir) -> str:
    if baris.hadir is None:
        return "Tidak hadir"
    waktu = date_format(rapat.setempat(baris.hadir.pada), "H.i")
    undangan = "" if baris.peserta else "\nTanpa undangan"
    return f"Hadir, {waktu} {rapat.satker.get_zona_waktu_display()}\n{baris.hadir.get_cara_display()}{undangan}"


def _notula(rapat: Rapat) -> tuple[Blok, ...]:
    """What was said and decided, item by item; items that nobody spoke about are named at the end."""
    butir, datang = _butir(rapat), rapat.hadir.count()
    dibahas, belum = [b for b in butir if b.dibahas], [b for b in butir if not b.dibahas]
    isi: list[Blok] = [
        Judul("NOTULA", tingkat=1, di_daftar_isi=False, bab=True),
        Data(
            (
                ("Rapat", rapat.judul),
                *_data_rapat(
                    rapat,
                    ("Pimpinan rapat", rapat.pimpinan or "–"),
                    ("Notulis", rapat.nama_notulis or "–"),
                    ("Peserta", f"{datang} orang hadir, {rapat.peserta.count()} orang diundang"),
                ).pasangan,
            )
        ),
    ]
    for n, satu in enumerate(dibahas, start=1):
        isi += _butir_notula(n, satu)
    if not dibahas:
        isi.append(Prosa("Belum ada butir agenda yang dicatat."))
    tugas = [b for b in dibahas if b.penanggung_jawab_id]
    if tugas:
        isi += [Judul("Tindak lanjut", tingkat=2, di_daftar_isi=False), _tabel_tugas(tugas)]
    if belum:
        isi.append(Daftar(_bernomor(b.teks for b in belum), "Belum dibahas:"))
    return (*isi, TandaTangan((_pemimpin(rapat), _pencatat(rapat))))


def _butir_notula(nomor: int, butir: ButirAgenda) -> Iterable[Blok]:
    yield Judul(f"{nomor}. {butir.teks}", tingkat=3, di_daftar_isi=False)
    if butir.pembahasan:
        yield Prosa(f"Pembahasan: {butir.pembahasan}")
    if butir.keputusan:
        yield Prosa(f"**Keputusan:** {butir.keputusan}")


def _tabel_tugas(butir: list[ButirAgenda]) -> Tabel:
    kolom = (Kolom("No.", 7), Kolom("Yang dikerjakan", 48), Kolom("Penanggung jawab", 25), Kolom("Tenggat", 20))
    baris = (
        _baris(str(n), b.keputusan, b.nama_penanggung_jawab, date_format(b.tenggat, "j F Y") if b.tenggat else "–")
        for n, b in enumerate(butir, start=1)
    )
    return Tabel(kolom, tuple(baris))


def _dokumentasi(rapat: Rapat) -> tuple[Blok, ...]:
    semua = list(rapat.foto.all())
    foto: list[Blok] = [Foto(_data_foto(f, FOTO_JUMLAH // len(semua)), f.keterangan or rapat.judul) for f in semua]
    return (
        Judul("DOKUMENTASI", tingkat=1, di_daftar_isi=False, bab=True),
        Data((("Rapat", rapat.judul), *_data_rapat(rapat).pasangan)),
        *(foto or [Prosa("Belum ada foto.")]),
    )


def _data_foto(foto: FotoRapat, batas: int) -> str:
    """As a data address of at most about `batas` characters."""
    with foto.isi.open("rb") as isi, Image.open(isi) as gambar:
        gambar.thumbnail((FOTO_LEBAR, FOTO_LEBAR))
        for mutu in (80, 60, 40, 20):
            keluar = BytesIO()
            gambar.convert("RGB").save(keluar, "JPEG", quality=mutu)
            data = base64.b64encode(keluar.getvalue()).decode()
            if len(data) <= batas:
                break
    return f"data:image/jpeg;base64,{data}"


def _tempat_tanggal(rapat: Rapat, hari: Any) -> str:
    return ", ".join(filter(None, [rapat.satker.kota, date_format(hari, "j F Y")]))


def _penanda(rapat: Rapat) -> Penanda:
    """Who signs the invitation: as frozen when it was sent, else the head of today."""
    kepala = None if rapat.penanda else kepala_definitif(rapat.satker)
    isi = kepala.ke_dict() | {"jabatan": kepala.jabatan_tercetak} if kepala else rapat.penanda
    return Penanda(
        nama=isi.get("nama") or TITIK,
        jabatan=f"{isi.get('jabatan') or f'Kepala {rapat.satker.nama}'},",
        nomor_induk=f"NIP {isi['nomor_induk']}" if isi.get("nomor_induk") else "",
    )


def _pemimpin(rapat: Rapat) -> Penanda:
    return Penanda(nama=rapat.pimpinan or TITIK, jabatan="Pimpinan rapat,")


def _pencatat(rapat: Rapat) -> Penanda:
    tempat, isi = _tempat_tanggal(rapat, rapat.tanggal), rapat.pencatat
    return Penanda(
        nama=isi.get("nama") or TITIK,
        jabatan="Notulis,",
        nomor_induk=f"NIP {isi['nomor_induk']}" if isi.get("nomor_induk") else "",
        tempat_tanggal=tempat,
    )


def _bernomor(teks: Iterable[str]) -> tuple[Butir, ...]:
    return tuple(Butir(t, f"{n}.") for n, t in enumerate(teks, start=1))


def _baris(*teks: str, tinggi: bool = False) -> Baris:
    """A row of plain cells; `tinggi` leaves room to sign."""
    isi = list(teks)
    if tinggi:
        isi[-1] += "\n\u00a0"
    return Baris(tuple(Sel((Butir(t),), tengah=n == 0) for n, t in enumerate(isi)))
