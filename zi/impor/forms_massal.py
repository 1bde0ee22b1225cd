"""The form of a bulk registration: a workbook, and a ZIP, files, or a folder."""

from typing import Any

from django import forms
from django.conf import settings

from zi.satker.models import Satker
from zi.satker.queries import TIM, daftar_satker, hak
from zi.ui.forms import FormulirDasar


class PilihBanyak(forms.FileInput):
    allow_multiple_selected = True


class MedanBanyak(forms.FileField):
    """Any number of files; a list, empty when none was chosen."""

    widget = PilihBanyak

    def clean(self, data: Any, initial: Any = None) -> Any:
        satu = super().clean
        return [satu(x, initial) for x in data or []]


class FormBuktiMassal(FormulirDasar, forms.Form):
    satker = forms.ModelChoiceField(queryset=Satker.objects.none(), widget=forms.HiddenInput)
    tahun = forms.IntegerField(min_value=2000, max_value=2100, widget=forms.HiddenInput)
    lembar = forms.FileField(
        label="Lembar isian (.xlsx)", max_length=255, widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm"})
    )
    berkas = MedanBanyak(label="ZIP, atau berkas-berkasnya", required=False)
    folder = MedanBanyak(label="Atau satu folder", required=False, widget=PilihBanyak(attrs={"webkitdirectory": True}))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["satker"].queryset = satker_pengisi(user)
        self.fields["berkas"].help_text = f"Semuanya paling besar {settings.BATAS_ZIP_MB} MB. Boleh kosong."
        self.fields["folder"].help_text = f"Lebih dari {settings.DATA_UPLOAD_MAX_NUMBER_FILES} berkas: jadikan ZIP."

    @property
    def unggahan(self) -> list[Any]:
        return [*self.cleaned_data["berkas"], *self.cleaned_data["folder"]]


def satker_pengisi(user: Any) -> Any:
    """The units in whose team the user is."""
    return daftar_satker(user).filter(pk__in=hak(user).satker(*TIM)).order_by("nama", "pk")
