"""The form of evidence that is only an address."""

from typing import Any

from django import forms

from zi.bukti.models import Berkas
from zi.bukti.pakai.services_tautan import periksa_tautan
from zi.common.galat import GalatDomain
from zi.ui.forms import FormulirDasar

PANJANG = Berkas._meta.get_field("tautan").max_length


class FormTautan(FormulirDasar, forms.Form):
    judul = forms.CharField(label="Judul", max_length=250, required=False, help_text="Boleh kosong.")
    tautan = forms.URLField(
        label="Alamat",
        max_length=PANJANG,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    def clean_tautan(self) -> str:
        try:
            return periksa_tautan(self.cleaned_data["tautan"])
        except GalatDomain as galat:
            raise forms.ValidationError(str(galat)) from None

    @property
    def keterangan(self) -> dict[str, Any]:
        """What catat_tautan takes; an empty title is left to it."""
        return {nama: isi for nama, isi in self.cleaned_data.items() if isi}
