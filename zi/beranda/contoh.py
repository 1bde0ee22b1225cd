"""The demonstration: units, people with one account per role, and the 2023 plan of one unit.

Everything is made once and marked `contoh`; what is there already is never touched again, so people may change it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Q

from zi.akun.models import Pengguna
from zi.beranda.contoh_lke import muat_putaran
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.lke.models import Anggota, SuratTugas
from zi.naskah.muat import baca_teks, muat
from zi.pengungkit.models import AreaBaku
from zi.pengungkit.services import FIXTURES, TETAP, Hasil, baca_acuan, muat_acuan
from zi.rencana.models import RencanaKerja
from zi.satker.models import AnggotaTim, Instansi, Pegawai, Peran, Satker, TimKerja
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.policies import boleh_kelola
from zi.tindaklanjut.queries import calon
from zi.tindaklanjut.services import buat, langkah

RENCANA = {"kb-ntb": "contoh/rencana-kb-ntb-2023.json"}
MULAI = date(2023, 1, 1)


@dataclass(frozen=True)
class AkunContoh:
    """One line of the list of accounts that a newcomer sees."""

    peran: str
    nama: str
    surel: str
    nomor_induk: str
    satker: str


@cache
def isi_contoh() -> dict[str, Any]:
    return baca_acuan("contoh/satker.yaml")


def sandi_contoh() -> str:
    """The password that all demonstration accounts begin with."""
    return isi_contoh()["sandi"]


def muat_contoh(*, oleh: Any = None) -> list[Hasil]:
    """Make what is missing of the demonstration; refused outside mode contoh, before the database is asked."""
    if settings.MODE != "contoh":
        raise GalatDomain("Data contoh hanya dimuat dalam mode contoh (ZI_MODE=contoh). Tidak ada yang disimpan.")
    return _muat_contoh(oleh=oleh)


@layanan
def _muat_contoh(*, oleh: Any) -> list[Hasil]:
    if not AreaBaku.objects.exists():
        muat_acuan()
    satker, satker_baru = _satker()
    tim = _tim(satker)
    akun_baru = sum(_orang(isi, satker, tim) for isi in isi_contoh()["orang"])
    return [
        Hasil("Satker contoh", _keadaan(satker_baru)),
        Hasil("Akun contoh", _keadaan(akun_baru)),
        Hasil("Surat tugas contoh", _keadaan(_surat_tugas(satker))),
        Hasil("Rencana contoh", _keadaan(_rencana(satker, oleh))),
        Hasil("Penilaian LKE contoh", _keadaan(muat_putaran(satker, baca_acuan("contoh/lke.yaml")))),
        Hasil("Tindak lanjut contoh", _keadaan(sum(_tindak_lanjut(isi, satker) for isi in _tindak_lanjut_baru()))),
    ]


def _keadaan(jumlah: int) -> str:
    return f"{jumlah} dibuat" if jumlah else TETAP


def _satker() -> tuple[dict[str, Satker], int]:
    isi = isi_contoh()
    instansi = Instansi.objects.get_or_create(
        nama=isi["instansi"]["nama"], defaults={"jenis": isi["instansi"]["jenis"], "contoh": True}
    )[0]
    hasil: dict[str, Satker] = {}
    jumlah = 0
    for satu in isi["satker"]:
        nilai = {k: v for k, v in satu.items() if k not in {"kode", "induk"}}
        nilai |= {"instansi": instansi, "contoh": True, "parent": hasil.get(satu.get("induk", ""))}
        hasil[satu["kode"]], baru = Satker.objects.get_or_create(kode=satu["kode"], defaults=nilai)
        jumlah += baru
    return hasil, jumlah


def _tim(satker: dict[str, Satker]) -> TimKerja | None:
    """The team when it is made now; None when the unit has one for the year."""
    isi = dict(isi_contoh()["tim"])
    kunci = {"satker": satker[isi.pop("satker")], "tahun": isi.pop("tahun")}
    if TimKerja.objects.filter(**kunci).exists():
        return None
    return TimKerja.objects.create(**kunci, **isi, contoh=True)


def _orang(isi: dict[str, Any], satker: dict[str, Satker], tim: TimKerja | None) -> int:
    """One person: with an account when his is missing, else only as a member of a new team. 1 for a new account."""
    tempat = satker[isi["satker"]]
    pengguna = _akun(isi) if "surel" in isi else None
    if pengguna:
        _peran(pengguna, isi, satker)
    if pengguna or ("surel" not in isi and tim):
        nilai = {k: isi.get(k, "") for k in ("nama", "pangkat", "jabatan")}
        kunci = {"satker": tempat, "nomor_induk": isi["nomor_induk"]}
        Pegawai.objects.get_or_create(**kunci, defaults=nilai | {"pengguna": pengguna, "contoh": True})
    if tim and "tim" in isi:
        _anggota(tim, isi)
    return int(pengguna is not None)


def _akun(isi: dict[str, Any]) -> Pengguna | None:
    """A new account; None when somebody has its address or its number."""
    if Pengguna.objects.filter(Q(email__iexact=isi["surel"]) | Q(nomor_induk=isi["nomor_induk"])).exists():
        return None
    nilai = {"nama": isi["nama"], "nomor_induk": isi["nomor_induk"], "contoh": True}
    return Pengguna.objects.create_user(isi["surel"], sandi_contoh(), **nilai)


def _anggota(tim: TimKerja, isi: dict[str, Any]) -> None:
    pegawai = Pegawai.objects.filter(satker=tim.satker, nomor_induk=isi["nomor_induk"]).first()
    if pegawai:
        AnggotaTim.objects.create(tim=tim, pegawai=pegawai, urutan=tim.anggota.count() + 1, **isi["tim"])


def _peran(pengguna: Pengguna, isi: dict[str, Any], satker: dict[str, Satker]) -> None:
    for peran in isi["peran"]:
        nilai = {k: v for k, v in peran.items() if k != "satker"}
        tempat = satker[peran.get("satker", isi["satker"])]
        Peran.objects.create(pengguna=pengguna, satker=tempat, mulai=MULAI, **nilai)


def _surat_tugas(satker: dict[str, Satker]) -> int:
    """The letter that makes the evaluator a ketua, once; left out when its people are no longer there."""
    isi = isi_contoh()["surat_tugas"]
    orang = {p.email: p for p in Pengguna.objects.filter(contoh=True, email__in=[isi["oleh"], isi["ketua"]])}
    kunci = {"penerbit": satker[isi["penerbit"]], "nomor": isi["nomor"]}
    if len(orang) < 2 or SuratTugas.objects.filter(**kunci).exists():
        return 0
    surat = SuratTugas.objects.create(**kunci, **isi["isi"], dibuat_oleh=orang[isi["oleh"]])
    surat.satker.set([satker[kode] for kode in isi["satker"]])
    Anggota.objects.create(surat=surat, pengguna=orang[isi["ketua"]], ketua=True)
    return 1


def _rencana(satker: dict[str, Satker], oleh: Any) -> int:
    """The plans of units that never had one for the year; a plan that people deleted stays deleted."""
    jumlah = 0
    for kode, nama in RENCANA.items():
        isi = baca_teks((FIXTURES / nama).read_bytes())
        tahun = isi["rencana"]["tahun_mulai"]
        if not RencanaKerja.objects.filter(satker=satker[kode], tahun_mulai=tahun).exists():
            muat(isi, satker[kode], oleh=oleh, contoh=True)
            jumlah += 1
    return jumlah


def _tindak_lanjut_baru() -> list[dict[str, Any]]:
    """The follow-ups of the demonstration, unless they were made before."""
    return [] if TindakLanjut.objects.filter(contoh=True).exists() else isi_contoh()["tindak_lanjut"]


def _tindak_lanjut(isi: dict[str, Any], satker: dict[str, Satker]) -> int:
    """One follow-up, dated from today; left out when its people are no longer there. 1 when it was made."""
    tempat = satker[isi["satker"]]
    orang = {p.email: p for p in calon(tempat).filter(email__in=[isi["oleh"], isi["penanggung_jawab"]])}
    oleh, pelaksana = orang.get(isi["oleh"]), orang.get(isi["penanggung_jawab"])
    if oleh is None or pelaksana is None or not boleh_kelola(oleh, tempat, isi["area"]):
        return 0
    nilai = {k: isi[k] for k in ("area", "asal", "keterangan_asal")}
    nilai |= {"penanggung_jawab": pelaksana, "tenggat": tempat.hari_ini() + timedelta(days=isi["hari"])}
    satu = buat(tempat, isi["uraian"], oleh=oleh, contoh=True, **nilai)
    if "hasil" in isi:
        langkah(satu, "laporkan", oleh=pelaksana, catatan=isi["hasil"])
    return 1


def daftar_akun() -> list[AkunContoh]:
    """The demonstration accounts that exist, in the order of the file."""
    surel = [isi["surel"] for isi in isi_contoh()["orang"] if "surel" in isi]
    orang = Pengguna.objects.filter(contoh=True, email__in=surel, is_active=True).prefetch_related("peran__satker")
    ada = {p.email: p for p in orang}
    return [_baris_akun(ada[s]) for s in surel if s in ada]


def _baris_akun(pengguna: Pengguna) -> AkunContoh:
    peran = list(pengguna.peran.all())
    return AkunContoh(
        peran=", ".join(" ".join(filter(None, [p.get_jenis_display(), p.area])) for p in peran),
        nama=pengguna.nama,
        surel=pengguna.email,
        nomor_induk=pengguna.nomor_induk or "",
        satker=", ".join(dict.fromkeys(str(p.satker) for p in peran)),
    )


def tabel_akun() -> str:
    """The accounts as a text table with their common password, for the terminal."""
    kepala = ("Peran", "Surel", "NIP", "Satker")
    isi = [(a.peran, a.surel, a.nomor_induk, a.satker) for a in daftar_akun()]
    if not isi:
        return "Tidak ada akun contoh."
    lebar = [max(len(baris[n]) for baris in [kepala, *isi]) for n in range(4)]
    garis = tuple("-" * n for n in lebar)
    teks = ["  ".join(x.ljust(lebar[n]) for n, x in enumerate(baris)).rstrip() for baris in (kepala, garis, *isi)]
    return "\n".join(["Akun contoh (masuk dengan surel atau NIP):", *teks, f"Kata sandi semua akun: {sandi_contoh()}"])
