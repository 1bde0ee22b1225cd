"""What all forms that people fill share."""

from typing import Any

from crispy_forms.helper import FormHelper


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
