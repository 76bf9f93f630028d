"""What an account may do, asked for once a request."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission


class OneQuestion(ModelBackend):
    """Django's own accounts and permissions; one's own and those of one's groups in one query
    where Django makes two, on every page of the newsroom."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = {
                f"{app}.{codename}"
                for app, codename in self._rows(user_obj).values_list(
                    "content_type__app_label", "codename"
                )
            }
        permissions: set[str] = user_obj._perm_cache
        return permissions

    @staticmethod
    def _rows(user: Any) -> Any:
        everything = Permission.objects.order_by()
        if user.is_superuser:
            return everything
        own = everything.filter(user=user)
        return everything.filter(
            pk__in=own.values("pk").union(everything.filter(group__user=user).values("pk"))
        )
