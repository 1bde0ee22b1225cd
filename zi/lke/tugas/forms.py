"""The forms of a surat tugas: what it says, a member, the units to add."""

from typing import Any

from django import forms
from django.utils import timezone

from zi.lke.models import SuratTugas
from zi.lke.tugas.queries import calon_penerbit
from zi.lke.tugas.services import TERBALIK, IsiSurat
from zi.ui.forms import FormulirBeda, FormulirDasar, medan_tanggal


class FormUbahSurat(FormulirBeda, forms.Form):
    """What a letter says of itself."""

    fields: Any
    nomor = forms.CharField(label="Nomor surat tugas", max_length=120)
    tanggal = medan_tanggal("Tanggal surat")
    mulai = medan_tanggal("Bertugas mulai")
    selesai = medan_tanggal("Bertugas sampai")
    versi = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def clean(self) -> dict[str, Any]:
        isi = self.cleaned_data
        if "mulai" in isi and "selesai" in isi and isi["selesai"] < isi["mulai"]:
            self.add_error("selesai", TERBALIK)
        return isi

    def isi(self) -> IsiSurat:
        return IsiSurat(**{k: self.cleaned_data[k] for k in ("nomor", "tanggal", "mulai", "selesai")})

    @staticmethod
    def awal(surat: SuratTugas) -> dict[str, Any]:
        return {k: getattr(surat, k) for k in ("nomor", "tanggal", "mulai", "selesai", "versi")}


class FormSurat(FormUbahSurat):
    """A new letter."""

    penerbit: Any = forms.ModelChoiceField(None, label="Diterbitkan oleh", empty_label=None)
    tahun = forms.IntegerField(label="Tahun yang dievaluasi", min_value=2000, max_value=2100)
    field_order = ["penerbit", "nomor", "tanggal", "tahun", "mulai", "selesai"]

    def __init__(self, data: Any = None, *, user: Any) -> None:
        super().__init__(data)
        self.fields["penerbit"].queryset = calon_penerbit(user)
        hari_ini = timezone.localdate()
        self.initial = {"tanggal": hari_ini, "mulai": hari_ini, "tahun": hari_ini.year}


class FormAnggota(FormulirDasar, forms.Form):
    """A member by the address of his account."""

    surel = forms.EmailField(label="Surel evaluator", max_length=254)
    nama = forms.CharField(
        label="Nama dan gelar",
        max_length=150,
        required=False,
        help_text="Hanya untuk yang belum punya akun; akunnya dibuat dan tautan masuk dikirim ke surelnya.",
    )
    ketua = forms.BooleanField(label="Menjadi ketua", required=False)
