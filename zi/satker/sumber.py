"""The list of people as a django-import-export resource: a row is one person with one role; services save it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.dates import MONTHS
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.widgets import Widget

from zi.akun.models import Pengguna
from zi.akun.nomor import periksa_nomor, rapikan_nomor
from zi.common.galat import GalatDomain
from zi.satker.models import Peran, Satker
from zi.satker.queries import pegawai_dari, pilihan_area
from zi.satker.services_orang import IsiOrang, IsiPeran, terapkan_baris

BENTUK_TANGGAL = (
    re.compile(r"(?P<tahun>\d{4})-(?P<bulan>\d{1,2})-(?P<hari>\d{1,2})"),
    re.compile(r"(?P<hari>\d{1,2})[/.-](?P<bulan>\d{1,2})[/.-](?P<tahun>\d{4})"),
    re.compile(r"(?P<hari>\d{1,2}) (?P<bulan>[a-z]+) (?P<tahun>\d{4})"),
)
NOMOR_RUSAK = "NIP tersimpan sebagai angka, sehingga angka belakangnya hilang. Format kolomnya Teks, lalu ketik ulang."


@dataclass
class BarisOrang:
    """What is known about the person and the role of a row: before, then with the row's values laid over it."""

    surel: str = ""
    nama: str = ""
    nomor_induk: str = ""
    jabatan: str = ""
    pangkat: str = ""
    jenis: str = ""
    area: str = ""
    tahun: int | None = None
    surat_tugas: str = ""
    mulai: date | None = None
    selesai: date | None = None
    peran: Peran | None = None
    akun: Pengguna | None = None
    pk: int | None = None

    def orang(self) -> IsiOrang:
        return IsiOrang(self.surel, self.nama, self.nomor_induk, self.jabatan, self.pangkat)

    def isi_peran(self) -> IsiPeran:
        return IsiPeran(self.jenis, self.area, self.tahun, self.surat_tugas, self.mulai, self.selesai)


class Teks(Widget):
    """Text; an empty cell leaves the value as it is."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        teks = str(value or "").strip()
        return self.baca(teks) if teks else self.kosong()

    def kosong(self) -> None:
        return None

    def baca(self, teks: str) -> Any:
        return teks


class Surel(Teks):
    def kosong(self) -> None:
        raise ValueError("Surel kosong.")

    def baca(self, teks: str) -> str:
        try:
            validate_email(teks)
        except ValidationError:
            raise ValueError(f"Surel “{teks}” tidak benar.") from None
        return teks.lower()


class Nomor(Teks):
    def baca(self, teks: str) -> str | None:
        if re.fullmatch(r"\d(\.\d+)?e\+\d+", teks, re.IGNORECASE):
            raise ValueError(NOMOR_RUSAK)
        try:
            periksa_nomor(teks)
        except ValidationError as galat:
            raise ValueError(galat.messages[0]) from None
        return rapikan_nomor(teks)


class Pilihan(Teks):
    """One of several words, by its code or its name, without regard to case and spaces."""

    def __init__(self, sebutan: str, *, wajib: bool = False) -> None:
        super().__init__()
        self.sebutan, self.wajib = sebutan, wajib
        self.pilihan: dict[str, str] = {}

    def isi(self, pilihan: Any) -> None:
        self.pilihan = {_polos(k): kode for kode, nama in pilihan for k in (nama, kode)}

    def kosong(self) -> None:
        if self.wajib:
            raise ValueError(f"{self.sebutan} kosong.")

    def baca(self, teks: str) -> str:
        if _polos(teks) not in self.pilihan:
            raise ValueError(f"{self.sebutan} “{teks}” tidak dikenal.")
        return self.pilihan[_polos(teks)]


class Tahun(Teks):
    def baca(self, teks: str) -> int:
        if not re.fullmatch(r"20\d\d", teks):
            raise ValueError(f"Tahun “{teks}” tidak benar.")
        return int(teks)


class Tanggal(Teks):
    def baca(self, teks: str) -> date:
        nama_bulan = {str(nama).lower(): nomor for nomor, nama in MONTHS.items()}
        for cocok in filter(None, (bentuk.fullmatch(teks.lower()) for bentuk in BENTUK_TANGGAL)):
            try:
                bulan = nama_bulan.get(cocok["bulan"]) or int(cocok["bulan"])
                return date(int(cocok["tahun"]), bulan, int(cocok["hari"]))
            except ValueError:
                break
        raise ValueError(f"Tanggal “{teks}” tidak terbaca. Tulis misalnya 31/01/2024.")


def _polos(teks: str) -> str:
    return re.sub(r"[\s_\-]+", "", teks).casefold()


class SumberOrang(resources.Resource):
    surel = Field("surel", "surel", widget=Surel())
    nama = Field("nama", "nama", widget=Teks(), saves_null_values=False)
    nomor_induk = Field("nomor_induk", "nomor_induk", widget=Nomor(), saves_null_values=False)
    jabatan = Field("jabatan", "jabatan", widget=Teks(), saves_null_values=False)
    pangkat = Field("pangkat", "pangkat", widget=Teks(), saves_null_values=False)
    jenis = Field("jenis", "jenis", widget=Pilihan("Peran", wajib=True), saves_null_values=False)
    area = Field("area", "area", widget=Pilihan("Area"), saves_null_values=False)
    tahun = Field("tahun", "tahun", widget=Tahun(), saves_null_values=False)
    surat_tugas = Field("surat_tugas", "surat_tugas", widget=Teks(), saves_null_values=False)
    mulai = Field("mulai", "mulai", widget=Tanggal(), saves_null_values=False)
    selesai = Field("selesai", "selesai", widget=Tanggal(), saves_null_values=False)

    class Meta:
        import_id_fields = ()
        instance_loader_class = BaseInstanceLoader
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True
        store_instance = True
        store_row_values = True

    def __init__(self, satker: Satker, oleh: Any) -> None:
        super().__init__()
        self.satker, self.oleh = satker, oleh
        self.fields["jenis"].widget.isi(Peran.Jenis.choices)
        self.fields["area"].widget.isi(pilihan_area(satker))

    def get_instance(self, instance_loader: Any, row: dict[str, str]) -> BarisOrang | None:
        """The row as the database has it; None when the person has no such role at that time."""
        try:
            kunci = {n: self.fields[n].widget.clean(row[n]) for n in ("surel", "jenis", "area", "tahun", "mulai")}
        except ValueError:
            return None  # import_instance names the fault
        peran = self._peran(kunci)
        return self._baris(peran.pengguna, peran) if peran else None

    def _peran(self, kunci: dict[str, Any]) -> Peran | None:
        isi = IsiPeran(kunci["jenis"], kunci["area"] or "", kunci["tahun"]).kunci
        isi |= {"satker": self.satker, "sebutan": "", "dibatalkan_pada": None}
        semua = Peran.objects.filter(pengguna__email=kunci["surel"], **isi)
        peran = semua.select_related("pengguna").order_by("-mulai").first()
        lewat = peran and peran.selesai and kunci["mulai"] and peran.selesai < kunci["mulai"]
        return None if lewat else peran

    def init_instance(self, row: dict[str, str] | None = None) -> BarisOrang:
        """A new role; what is known about the person stays when its cells are empty."""
        surel = str((row or {}).get("surel", "")).strip().lower()
        akun = Pengguna.objects.filter(email=surel).first()
        return self._baris(akun, None) if akun else BarisOrang()

    def _baris(self, akun: Pengguna, peran: Peran | None) -> BarisOrang:
        pegawai = pegawai_dari(self.satker, akun)
        nomor = (pegawai.nomor_induk if pegawai else None) or akun.nomor_induk or ""
        medan = ("jenis", "area", "tahun", "surat_tugas", "mulai", "selesai")
        return BarisOrang(
            akun.email,
            pegawai.nama if pegawai else akun.nama,
            nomor,
            pegawai.jabatan if pegawai else "",
            pegawai.pangkat if pegawai else "",
            **({k: getattr(peran, k) for k in medan} if peran else {}),
            peran=peran,
            akun=akun,
        )

    def import_instance(self, instance: BarisOrang, row: dict[str, str], **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        if not instance.nama:
            raise ValidationError({"nama": "Nama kosong."})
        bersih = IsiPeran(instance.jenis, instance.area, instance.tahun).kunci
        instance.area, instance.tahun = bersih["area"], bersih["tahun"]
        if instance.jenis != Peran.Jenis.EVALUATOR:
            instance.surat_tugas = ""

    def do_instance_save(self, instance: BarisOrang, is_create: bool) -> None:
        try:
            terapkan_baris(self.satker, instance.orang(), instance.isi_peran(), instance.peran, oleh=self.oleh)
        except GalatDomain as galat:
            raise ValidationError(str(galat)) from galat
