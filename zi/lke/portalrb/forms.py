"""The forms of the central admin's PortalRB pages."""

from typing import Any

from django import forms
from django.utils.html import format_html

from zi.lke.models import Pengusulan, UnitUsulan
from zi.lke.portalrb.queries_pusat import calon_unit, keterangan_calon, pusat_saya
from zi.satker.models import Satker
from zi.ui.forms import FormulirBeda, FormulirDasar, medan_tanggal


class FormPusat(FormulirDasar, forms.Form):
    """For which unit; the choices are those of which the user is central admin."""

    fields: Any  # by name

    pusat: Any = forms.ModelChoiceField(None, label="Satker yang mengusulkan", empty_label=None)

    def __init__(self, data: Any = None, *, user: Any) -> None:
        super().__init__(data)
        self.fields["pusat"].queryset = pusat_saya(user)


class FormPengusulan(FormPusat):
    tahun = forms.IntegerField(label="Tahun evaluasi", min_value=2000, max_value=2100)
    mulai = medan_tanggal("Hari pertama")
    selesai = medan_tanggal("Hari terakhir")


class FormMasaPengusulan(FormulirBeda, forms.Form):
    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    mulai = medan_tanggal("Hari pertama")
    selesai = medan_tanggal("Hari terakhir")

    @staticmethod
    def awal(pengusulan: Pengusulan) -> dict[str, Any]:
        return {"versi": pengusulan.versi, "mulai": pengusulan.mulai, "selesai": pengusulan.selesai}


class FormToken(FormPusat):
    nama = forms.CharField(label="Nama token", max_length=80, help_text="Misalnya PortalRB 2026.")
    berlaku_sampai = medan_tanggal("Berlaku sampai (boleh kosong)", required=False)


class FormUnit(FormulirDasar, forms.Form):
    """Units to propose: those whose self-assessment of the year is published, each with its scores."""

    fields: Any  # by name
    cleaned_data: dict[str, Any]

    satker = forms.MultipleChoiceField(
        label="Satker",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Centang satker yang diusulkan.",
            "invalid_choice": "Salah satu satker tidak dapat diusulkan lagi. Periksa centangnya, lalu kirim lagi.",
        },
    )
    kategori = forms.ChoiceField(label="Kategori", choices=UnitUsulan.Kategori.choices)

    def __init__(self, data: Any = None, *, pengusulan: Pengusulan) -> None:
        super().__init__(data)
        self.calon = {str(s.pk): s for s in calon_unit(pengusulan)}
        keterangan = keterangan_calon(pengusulan)
        baris = '{} <span class="d-block small text-body-secondary">{}</span>'
        semua = [(k, format_html(baris, s, keterangan.get(s.pk, ""))) for k, s in self.calon.items()]
        self.fields["satker"].choices = semua

    def clean_satker(self) -> list[Satker]:
        return [self.calon[k] for k in self.cleaned_data["satker"]]


class FormKategori(forms.Form):
    kategori = forms.ChoiceField(choices=UnitUsulan.Kategori.choices)
