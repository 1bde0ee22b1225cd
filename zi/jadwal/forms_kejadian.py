"""The forms of the steps of an occurrence; `nilai` is what its service takes."""

from datetime import date
from typing import Any

from django import forms

from zi.jadwal.models import Kejadian
from zi.ui.forms import FormulirDasar, medan_tanggal


def _teks(label: str, *, wajib: bool) -> forms.CharField:
    return forms.CharField(label=label, required=wajib, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class FormLangkah(FormulirDasar, forms.Form):
    versi = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, kejadian: Kejadian, hari_ini: date) -> None:
        super().__init__(data, initial={"versi": kejadian.versi, **self.awal(kejadian, hari_ini)})

    def awal(self, kejadian: Kejadian, hari_ini: date) -> dict[str, Any]:
        return {}

    @property
    def nilai(self) -> dict[str, Any]:
        return {k: v for k, v in self.cleaned_data.items() if k != "versi"}


class FormSelesaikan(FormLangkah):
    realisasi = medan_tanggal("Tanggal realisasi")
    catatan = _teks("Catatan (boleh kosong)", wajib=False)

    def awal(self, kejadian: Kejadian, hari_ini: date) -> dict[str, Any]:
        return {"realisasi": min(hari_ini, kejadian.selesai), "catatan": kejadian.catatan}


class FormBatalkan(FormLangkah):
    alasan = _teks("Alasan", wajib=True)


class FormPindahkan(FormLangkah):
    mulai = medan_tanggal("Mulai")
    selesai = medan_tanggal("Sampai")

    def awal(self, kejadian: Kejadian, hari_ini: date) -> dict[str, Any]:
        return {"mulai": kejadian.mulai, "selesai": kejadian.selesai}


FORM: dict[str, type[FormLangkah]] = {
    "selesaikan": FormSelesaikan,
    "batalkan": FormBatalkan,
    "pindahkan": FormPindahkan,
    "buka": FormLangkah,
}
