"""Reading every stored file again: what is missing, what changed, what no row names; and sweeping the last of these."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import Model, QuerySet
from django.utils import timezone

from zi.bukti.isi.pratinjau import jalur_gambar
from zi.bukti.models import Bungkus, VersiBerkas
from zi.dokumen.models import SalinanBertandaTangan, Terbitan
from zi.satker.models import Satker

POTONG = 1 << 20
USIA_YATIM = timedelta(hours=1)  # younger bytes may belong to an upload that is under way
FOLDER_BUKTI, FOLDER_GAMBAR, FOLDER_BUNGKUS = "bukti/", "pratinjau/", "bungkus/"
YATIM = "yatim"


@dataclass(frozen=True)
class Catatan:
    """A stored file as its row has it: `ukuran` in bytes, `sha256` in hex; `nama` and `satker` tell a person which."""

    baris: Model
    jalur: str
    ukuran: int
    sha256: str
    nama: str
    satker: Satker


@dataclass(frozen=True)
class Temuan:
    """What is wrong with one file: `jenis` is hilang, berubah, tidak terbaca or yatim, `kalimat` says it in words."""

    jenis: str
    jalur: str
    kalimat: str


def daftar_catatan(satker: Satker | None = None) -> Iterator[Catatan]:
    """Every file that a row names with its hash: versions of evidence, bundles, issued documents, signed copies."""
    for v in _semua(VersiBerkas.objects.select_related("berkas", "satker"), "satker", satker):
        yield Catatan(v, v.isi.name, v.ukuran, v.sha256, f"{v.berkas.judul}, versi {v.nomor}", v.satker)
    bungkus = Bungkus.objects.exclude(isi="").exclude(sha256="").select_related("rencana__satker", "area")
    for b in _semua(bungkus, "rencana__satker", satker):
        yield Catatan(b, b.isi.name, b.ukuran, b.sha256, f"Bungkus {b.area or b.rencana.judul}", b.rencana.satker)
    for t in _semua(Terbitan.objects.exclude(sha256="").select_related("satker"), "satker", satker):
        yield Catatan(t, t.berkas.name, t.ukuran, t.sha256, f"Dokumen resmi {t.judul}", t.satker)
    salinan = SalinanBertandaTangan.objects.select_related("terbitan__satker")
    for s in _semua(salinan, "terbitan__satker", satker):
        yield Catatan(s, s.berkas.name, s.ukuran, s.sha256, f"Salinan {s.nama_asli}", s.terbitan.satker)


def _semua(baris: QuerySet, jalur_satker: str, satker: Satker | None) -> Iterator:
    baris = baris.filter(**{jalur_satker: satker}) if satker else baris
    return baris.order_by("pk").iterator(chunk_size=500)


def periksa(satker: Satker | None = None) -> Iterator[Temuan]:
    """Read every file that a row names, a piece at a time, and compare size and SHA-256."""
    for satu in daftar_catatan(satker):
        jenis, sebab = _bandingkan(satu)
        if jenis and _masih_ada(satu):
            yield Temuan(jenis, satu.jalur, f"{satu.satker}: “{satu.nama}” {sebab} ({satu.jalur}).")


def _bandingkan(satu: Catatan) -> tuple[str, str]:
    """What is wrong and how to say it; both empty when the file is as it was stored."""
    try:
        ukuran, sidik = _baca(satu.jalur)
    except FileNotFoundError:
        return "hilang", "tidak ada di penyimpanan"
    except Exception as galat:  # each storage has errors of its own
        return "tidak terbaca", f"tidak dapat dibaca dari penyimpanan: {type(galat).__name__}"
    if ukuran != satu.ukuran:
        return "berubah", f"berubah ukurannya, {satu.ukuran} menjadi {ukuran} bita"
    return ("", "") if sidik == satu.sha256 else ("berubah", "berubah isinya, sidiknya tidak sama lagi")


def _baca(jalur: str) -> tuple[int, str]:
    hitung, ukuran = hashlib.sha256(), 0
    with default_storage.open(jalur, "rb") as isi:
        for potong in iter(lambda: isi.read(POTONG), b""):
            hitung.update(potong)
            ukuran += len(potong)
    return ukuran, hitung.hexdigest()


def _masih_ada(satu: Catatan) -> bool:
    """A file that was deleted for good, or a bundle that expired, while we were reading is no finding."""
    return type(satu.baris)._default_manager.filter(pk=satu.baris.pk).exists()


def periksa_yatim(satker: Satker | None = None) -> Iterator[Temuan]:
    """Bytes that no row names, older than USIA_YATIM. Bundles belong to no unit's folder: only without `satker`."""
    for jalur in _yatim(satker):
        ukuran = default_storage.size(jalur)
        yield Temuan(YATIM, jalur, f"{_pemilik(jalur)}: {jalur} tidak dipakai catatan mana pun ({ukuran} bita).")


def _yatim(satker: Satker | None) -> Iterator[str]:
    sub = f"{satker.pk}/" if satker else ""
    versi = VersiBerkas.objects.all()
    for folder, nama in isi_folder(FOLDER_BUKTI + sub):
        yield from yatim(nama, versi.filter(isi__startswith=folder).values_list("isi", flat=True))
    for folder, nama in isi_folder(FOLDER_GAMBAR + sub):
        yield from yatim(nama, _gambar(folder))
    if satker is None:
        for folder, nama in isi_folder(FOLDER_BUNGKUS):
            yield from yatim(nama, Bungkus.objects.filter(isi__startswith=folder).values_list("isi", flat=True))


def _gambar(folder: str) -> list[str]:
    """The pictures that the version of a folder `pratinjau/unit/version/` has."""
    pk = folder.rstrip("/").rpartition("/")[2]
    versi = VersiBerkas.objects.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
    return [jalur_gambar(versi, n) for n in range(1, versi.pratinjau + 1)] if versi else []


def yatim(nama: Iterable[str], dikenal: Iterable[str]) -> list[str]:
    """Which of the stored names no row knows and are old enough to be nobody's upload."""
    tua = timezone.now() - USIA_YATIM
    return [satu for satu in sorted(set(nama) - set(dikenal)) if _lebih_tua(satu, tua)]


def _lebih_tua(jalur: str, tua: datetime) -> bool:
    try:
        return default_storage.get_modified_time(jalur) < tua
    except FileNotFoundError:
        return False  # taken away meanwhile by whoever was storing it


def isi_folder(folder: str) -> Iterator[tuple[str, list[str]]]:
    """Each folder below, itself included, with the full names of its files.

    The names are read first and the rows asked later, so a file whose row is written in between is no orphan.
    """
    try:
        sub, berkas = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    if nama := [folder + satu for satu in berkas if satu]:
        yield folder, nama
    for satu in sorted(filter(None, sub)):
        yield from isi_folder(f"{folder}{satu}/")


def _pemilik(jalur: str) -> str:
    """The unit in whose folder a file lies."""
    bagian = jalur.split("/")[1]
    satker = Satker.objects.filter(pk=bagian).first() if bagian.isdecimal() and len(bagian) < 19 else None
    return str(satker) if satker else "Tanpa satker"


def sapu(temuan: Temuan) -> str:
    """Remove an orphan, nothing else; returns the sentence about it."""
    if temuan.jenis != YATIM:
        raise ValueError(temuan.jenis)
    default_storage.delete(temuan.jalur)
    return f"Dihapus: {temuan.jalur}"
