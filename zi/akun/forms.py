"""Forms of the account."""

from allauth.account.forms import LoginForm


class FormMasuk(LoginForm):
    pass
