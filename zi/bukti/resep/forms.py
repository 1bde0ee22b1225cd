"""Forms of recipes: one recipe, and choosing one where requirements are written."""

from typing import Any

from django import forms

from zi.bukti.models import JenisBukti, Resep
from zi.bukti.resep.queries import resep_satker, tanda
from zi.bukti.resep.services import NAMA_MAKS
from zi.satker.models import Satker
from zi.ui.forms import FormulirDasar


class PilihanResep(forms.ModelChoiceField):
    """Recipes of a unit, each named with its kinds."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.nama}: {', '.join(j.nama for j in obj.jenis.all())}"


class FormPilihResep(forms.Form):
    """A select beside the place where requirements are written; nothing need be chosen."""

    resep = PilihanResep(Resep.objects.none(), required=False, label="Tambah dari resep", empty_label="Pilih resep")

    def __init__(self, data: Any = None, *, satker: Satker | int, **lain: Any) -> None:
        super().__init__(data, **lain)
        pilihan: Any = self.fields["resep"]
        pilihan.queryset = resep_satker(satker)
        pilihan.error_messages["invalid_choice"] = "Resep ini tidak ada lagi. Pilih yang lain."
        pilihan.widget.attrs["class"] = "form-select"


class FormResep(FormulirDasar, forms.Form):
    """`semula` (hidden): what the recipe said when this form was rendered."""

    semula = forms.CharField(widget=forms.HiddenInput, required=False, max_length=3000)
    nama = forms.CharField(label="Nama resep", max_length=NAMA_MAKS, help_text="Misalnya “Bimbingan teknis”.")
    jenis = forms.ModelMultipleChoiceField(
        JenisBukti.objects.filter(dokumen=True),
        label="Isinya",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu jenis bukti."},
    )

    def __init__(self, data: Any = None, *, resep: Resep | None = None, nama: str = "") -> None:
        awal = {"nama": nama or resep.nama, "jenis": resep.jenis.all(), "semula": tanda(resep)} if resep else {}
        super().__init__(data, initial=awal)
