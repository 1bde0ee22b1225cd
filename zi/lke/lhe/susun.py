"""The content of an LHE as plain data: what is frozen, hashed and printed."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from zi.lke.alat import Cabang
from zi.lke.isian import urai_desimal
from zi.lke.lhe.queries import hasil_putaran
from zi.lke.models import Lhe, Putaran
from zi.lke.nilai import Hasil, Putusan
from zi.lke.queries import alat
from zi.lke.queries_jejak import penggantian, tulisan
from zi.monev.laporan.kanonik import Isi
from zi.satker.models import Satker
from zi.satker.pejabat import pejabat
from zi.satker.queries import baris_kop

VERSI_ISI = 1


def susun(lhe: Lhe) -> Isi:
    """Everything that the document shows, from the sealed round and the letter; days as dates, points as text."""
    putaran = lhe.putaran
    jawaban, hasil = hasil_putaran(putaran)
    return {
        "versi": VERSI_ISI,
        "nomor": lhe.nomor,
        "tanggal": lhe.tanggal,
        "penerbit": _satker(lhe.penerbit) | {"kop": baris_kop(lhe.penerbit), "kota": lhe.penerbit.kota},
        "satker": _satker(putaran.satker) | {"instansi": putaran.satker.instansi.nama},
        "contoh": putaran.satker.contoh or lhe.penerbit.contoh,
        "surat": {k: getattr(lhe.surat, k) for k in ("nomor", "tanggal", "mulai", "selesai")},
        "instrumen": {"judul": putaran.instrumen.judul, "dasar": putaran.instrumen.dasar},
        "tahun": putaran.tahun,
        "putaran": {"nama": str(putaran), "selesai": _hari(putaran)},
        "mandiri": _mandiri(putaran),
        **_angka(putaran, hasil),
        "catatan": [_catatan(j) for j in jawaban if j.catatan],
        "penggantian": [_ganti(g) for g in penggantian(putaran)],
        "rekomendasi": [x.strip() for x in lhe.rekomendasi.splitlines() if x.strip()],
        "penanda": _penanda(lhe),
    }


def _satker(satker: Satker) -> Isi:
    return {"nama": satker.nama, "kode": satker.kode}


def _hari(putaran: Putaran) -> date | None:
    """The day on which the round was published, where the unit is."""
    return putaran.terbit_pada.astimezone(putaran.satker.tz).date() if putaran.terbit_pada else None


def _mandiri(putaran: Putaran) -> Isi | None:
    """The self-assessment that it evaluates: the newest that was handed in before the round was published."""
    milik = {"satker": putaran.satker_id, "tahun": putaran.tahun, "instrumen": putaran.instrumen_id}
    semua = Putaran.objects.filter(jenis=Putaran.Jenis.MANDIRI, diserahkan_pada__lt=putaran.terbit_pada, **milik)
    satu = semua.order_by("-nomor").first()
    return {"putaran": str(satu), "nilai": satu.hasil.get("nilai", {})} if satu else None


def _angka(putaran: Putaran, hasil: Hasil) -> Isi:
    ukur = alat(putaran.instrumen)
    return {
        "total": _poin(hasil.total),
        "maksimum": _poin(ukur.maksimum),
        "belum": hasil.belum,
        "komponen": [_simpul(c, hasil, n) for akar in ukur.akar for c, n in _atas(akar)],
        "area": [_area(ukur.area[kode].nama, nilai) for kode, nilai in hasil.area.items()],
        "predikat": [{"nama": p, "syarat": [_syarat(s) for s in semua]} for p, semua in hasil.ambang.items()],
    }


def _poin(nilai: Fraction) -> str:
    return urai_desimal(nilai)


def _atas(akar: Cabang) -> Iterable[tuple[Cabang, int]]:
    """A component and what stands right below it, with its depth."""
    yield akar, 0
    for anak in akar.anak:
        yield anak, 1


def _simpul(cabang: Cabang, hasil: Hasil, dalam: int) -> Isi:
    nilai = hasil.cabang[cabang.kode]
    isi = {"kode": cabang.kode, "nama": cabang.nama, "dalam": dalam}
    return isi | {"bobot": _poin(cabang.bobot), "nilai": _poin(nilai.poin), "persen": _poin(nilai.persen)}


def _area(nama: str, nilai: Any) -> Isi:
    return {"nama": nama, "bobot": _poin(nilai.maksimum), "nilai": _poin(nilai.poin), "persen": _poin(nilai.persen)}


def _syarat(putusan: Putusan) -> Isi:
    """A condition with all that it measures; a half of an area is warned of only where the whole is enough."""
    lemah = list(putusan.peringatan) if putusan.terpenuhi else []
    satu = {"uraian": putusan.syarat.uraian, "terpenuhi": putusan.terpenuhi, "peringatan": lemah}
    ukuran = [
        {"nama": u.nama, "nilai": _poin(u.nilai), "minimal": _poin(u.minimal), "selisih": _poin(u.selisih)}
        for u in putusan.ukuran
    ]
    return satu | {"persen": putusan.syarat.ukuran == "area_persen", "ukuran": ukuran}


def _catatan(jawaban: Any) -> Isi:
    p = jawaban.pertanyaan
    return {"kode": p.kode, "teks": p.teks, "jawaban": tulisan(p, jawaban.isi), "catatan": jawaban.catatan}


def _ganti(satu: Any) -> Isi:
    jejak = satu.jejak
    isi = {"kode": jejak.pertanyaan.kode, "dari": satu.dari, "ke": satu.ke, "alasan": jejak.alasan}
    return isi | {"dari_oleh": str(jejak.dari_oleh), "oleh": str(jejak.oleh)}


def _penanda(lhe: Lhe) -> list[Isi]:
    """The ketua, then the members, as the issuing unit names them."""
    anggota = lhe.surat.anggota.select_related("pengguna").order_by("-ketua", "pk")
    return [pejabat(a.pengguna, lhe.penerbit).ke_dict() | {"ketua": a.ketua} for a in anggota]
