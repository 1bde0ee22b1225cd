"""The form of an LHE: its number, its day, and what is recommended."""

from typing import Any

from django import forms

from zi.lke.lhe.queries import usul_rekomendasi
from zi.lke.lhe.services import TEKS_MAKS
from zi.lke.models import Lhe, Putaran
from zi.ui.forms import FormulirBeda, medan_tanggal


class FormLhe(FormulirBeda, forms.Form):
    nomor = forms.CharField(label="Nomor LHE", max_length=80)
    tanggal = medan_tanggal("Tanggal LHE")
    rekomendasi = forms.CharField(
        label="Rekomendasi, satu per baris",
        required=False,
        max_length=TEKS_MAKS,
        widget=forms.Textarea({"rows": 8}),
    )
    versi = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, putaran: Putaran, lhe: Lhe | None) -> None:
        super().__init__(data)
        awal = {"tanggal": putaran.satker.hari_ini(), "versi": 0}
        self.initial = self.awal(lhe) if lhe else awal | {"rekomendasi": usul_rekomendasi(putaran)}

    @staticmethod
    def awal(lhe: Lhe) -> dict[str, Any]:
        return {k: getattr(lhe, k) for k in ("nomor", "tanggal", "rekomendasi", "versi")}
