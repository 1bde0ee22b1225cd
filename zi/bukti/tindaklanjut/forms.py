"""What is asked when returned evidence becomes a follow-up too."""

from datetime import timedelta
from typing import Any

from django import forms

from zi.bukti.models import PemenuhanBukti
from zi.bukti.policies import tempat
from zi.tindaklanjut.forms import medan_tenggat
from zi.tindaklanjut.queries import calon

HARI_PERBAIKAN = 7


class FormTindakLanjutBukti(forms.Form):
    """Under a tick; the uploader and a week from today are proposed. Without the tick nobody must fill it."""

    fields: Any  # by name
    use_required_attribute = False
    penanggung_jawab: Any = forms.ModelChoiceField(None, label="Penanggung jawab", empty_label="Pilih orang")
    tenggat = medan_tenggat()

    def __init__(self, data: Any = None, *, pemenuhan: PemenuhanBukti) -> None:
        satker = tempat(pemenuhan.syarat)[0].satker
        tenggat = satker.hari_ini() + timedelta(days=HARI_PERBAIKAN)
        awal = {"penanggung_jawab": pemenuhan.ditawarkan_oleh_id, "tenggat": tenggat}
        super().__init__(data, initial=awal, prefix="tl")
        self.fields["penanggung_jawab"].queryset = calon(satker)
        for medan, kelas in (("penanggung_jawab", "form-select"), ("tenggat", "form-control")):
            self.fields[medan].widget.attrs["class"] = kelas
