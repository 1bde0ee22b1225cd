"""The admin site: superusers only, behind the same login, throttling and second step as everything else."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache


class SitusAdmin(admin.AdminSite):
    site_header = site_title = "Kelola sistem"
    index_title = "Data"
    enable_nav_sidebar = False

    def has_permission(self, request: Any) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    @method_decorator(login_not_required)
    @method_decorator(never_cache)
    def login(self, request: Any, extra_context: dict[str, Any] | None = None) -> Any:
        """No second login form beside the throttled one."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or request.path)
        if request.method == "GET" and self.has_permission(request):
            return super().login(request, extra_context)
        raise PermissionDenied
