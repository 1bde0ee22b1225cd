"""The form of the days that hold for all units below one."""

from typing import Any

from django import forms

from zi.lke.models import MasaBersama, Putaran
from zi.lke.services import TERBALIK
from zi.lke.tugas.queries import calon_penerbit
from zi.ui.forms import FormulirBeda, medan_tanggal


class FormMasaBersama(FormulirBeda, forms.Form):
    fields: Any  # by name

    satker: Any = forms.ModelChoiceField(None, label="Berlaku untuk semua satker di bawah", empty_label=None)
    tahun = forms.IntegerField(label="Tahun yang dinilai", min_value=2000, max_value=2100)
    jenis = forms.ChoiceField(label="Jenis putaran", choices=Putaran.Jenis)
    buka = medan_tanggal("Diisi mulai", required=False, help_text="Kosong: kapan saja.")
    tutup = medan_tanggal("Diisi sampai", required=False, help_text="Kosong: tanpa batas.")
    versi = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, data: Any = None, *, user: Any, tahun: int, masa: MasaBersama | None = None) -> None:
        super().__init__(data)
        self.fields["satker"].queryset = calon_penerbit(user)
        self.initial = {"tahun": tahun, "versi": 0}
        if masa:
            self.initial = self.awal(masa) | {k: getattr(masa, k) for k in ("satker", "tahun", "jenis")}

    def clean(self) -> dict[str, Any]:
        isi = self.cleaned_data
        if isi.get("buka") and isi.get("tutup") and isi["tutup"] < isi["buka"]:
            self.add_error("tutup", TERBALIK)
        return isi

    @staticmethod
    def awal(masa: MasaBersama) -> dict[str, Any]:
        return {k: getattr(masa, k) for k in ("buka", "tutup", "versi")}
