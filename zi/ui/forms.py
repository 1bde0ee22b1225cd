"""What all forms that people fill share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from zi.ui.teks import tanggal


def medan_tanggal(label: str, **lain: Any) -> forms.DateField:
    """A date with the browser's own picker."""
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **lain)


class FormulirDasar:
    """Mix-in, first in the bases: a crispy helper without form tag; the error summary stands above the fields.

    A subclass may set `self.helper.layout`; the summary comes with any layout (templates/bootstrap5/errors.html).
    """

    fields: Any  # by name; each form knows the kind of its own fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.include_media = False


class FormulirBeda(FormulirDasar):
    """Of a row that several people may change; `versi` (hidden) is the one that the form was rendered from.

    `beda`: label, what is stored and what this person wrote, for components/beda_isian.html.
    """

    data: Any
    cleaned_data: dict[str, Any]
    beda: tuple[tuple[str, str, str], ...] = ()

    def bandingkan(self, kini: Mapping[str, Any]) -> None:
        """Show `kini`, the stored values with their `versi`, beside what was sent; the next save is a decision."""
        semua = ((n, isi, self.cleaned_data[n]) for n, isi in kini.items() if n != "versi")
        self.beda = tuple((str(self.fields[n].label), _kata(ada), _kata(saya)) for n, ada, saya in semua if ada != saya)
        self.data = self.data.copy() | {"versi": kini["versi"]}


def _kata(nilai: Any) -> str:
    return tanggal(nilai) if isinstance(nilai, date) else str(nilai or "(kosong)")
