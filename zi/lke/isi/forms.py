"""The form that makes a follow-up of a remark."""

from datetime import timedelta
from typing import Any

from django import forms

from zi.bukti.policies import area_tanya
from zi.lke.models import Jawaban
from zi.tindaklanjut.forms import medan_tenggat
from zi.tindaklanjut.queries import calon, pengampu
from zi.tindaklanjut.services import HURUF_MAKS
from zi.ui.forms import FormulirDasar

HARI_TENGGAT = 14


class FormTindakLanjut(FormulirDasar, forms.Form):
    """Proposed: the remark, two weeks from today, and who coordinates the area, else leads the team."""

    fields: Any  # by name

    uraian = forms.CharField(
        label="Yang harus dikerjakan", max_length=HURUF_MAKS, widget=forms.Textarea(attrs={"rows": 4})
    )
    penanggung_jawab: Any = forms.ModelChoiceField(None, label="Penanggung jawab", empty_label="Pilih orang")
    tenggat = medan_tenggat()

    def __init__(self, data: Any = None, *, jawaban: Jawaban) -> None:
        satker = jawaban.putaran.satker
        awal = {"uraian": jawaban.catatan, "tenggat": satker.hari_ini() + timedelta(days=HARI_TENGGAT)}
        super().__init__(data, initial=awal | {"penanggung_jawab": pengampu(satker, area_tanya(jawaban.pertanyaan))})
        self.fields["penanggung_jawab"].queryset = calon(satker)
