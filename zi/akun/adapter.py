"""How allauth behaves here: sign-up is closed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AdapterAkun(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        return False
