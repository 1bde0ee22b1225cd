"""The form of an LHE: its number, its day, and what is recommended."""

from typing import Any

from django import forms

from zi.lke.lhe.queries import usul_rekomendasi
from zi.lke.lhe.services import TEKS_MAKS
from zi.lke.models import Lhe, Putaran
from zi.ui.forms import FormulirDasar


class FormLhe(FormulirDasar, forms.Form):
    nomor = forms.CharField(label="Nomor LHE", max_length=80)
    tanggal = forms.DateField(label="Tanggal LHE", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    rekomendasi = forms.CharField(
        label="Rekomendasi, satu per baris",
        required=False,
        max_length=TEKS_MAKS,
        widget=forms.Textarea({"rows": 8}),
    )
    versi = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, putaran: Putaran, lhe: Lhe | None) -> None:
        super().__init__(data)
        self.initial = {
            "nomor": lhe.nomor if lhe else "",
            "tanggal": lhe.tanggal if lhe else putaran.satker.hari_ini(),
            "rekomendasi": lhe.rekomendasi if lhe else usul_rekomendasi(putaran),
            "versi": lhe.versi if lhe else 0,
        }
