"""The fitting room of the identity's form: what colours, faces and logo look like before they are
saved, and which of them cannot be read.

The newsroom's script asks `fitted` with what stands in the form, and dresses the two samples in
the answer. All arithmetic stays in `magazine.dressing`.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from library.models import Picture
from library.templatetags.pictures import picture_url
from magazine import dressing, faces, lettering
from magazine.colouring import colour
from magazine.models import Article, SiteIdentity
from magazine.templatetags.dress import logo
from magazine.templatetags.stories import fill

_NONSENSE = "Write a colour as # and six hexadecimal digits, such as #c8200d."
_LOGO_WIDTH = 960  # px


class ColourInput(forms.TextInput):
    """A colour to type; `newsroom/identity/preview.js` puts the browser's colour well beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        ours = {"class": "colour-input", "autocomplete": "off", "spellcheck": "false", "size": 9}
        super().__init__({**ours, **(attrs or {})})


class ColourField(forms.CharField):
    """`#rrggbb`, or "" for what follows from the others. Takes `#RGB` and a forgotten `#`, too."""

    widget = ColourInput

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return colour(text)
        except ValueError:
            raise ValidationError(_NONSENSE, code="colour") from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: it would cut what is pasted with a space before it."""
        return {}


class IdentityForm(forms.ModelForm[SiteIdentity]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        follows = dressing.unchosen(dressing.chosen_of(self.instance))
        for name, value in follows.items():
            if name in self.fields:
                self.fields[name].widget.attrs["placeholder"] = value


# --- what the script asks for ---------------------------------------------------------------------


@require_GET
def fitted(request: HttpRequest, model_admin: Any) -> JsonResponse:
    """GET with the form's fields: the custom properties of both schemes, every pair with its
    contrast, what is refused, and what each empty field follows to. A field that is not sent is as
    it is stored. Stores nothing."""
    _may_look(request, model_admin)
    stored = SiteIdentity.current()
    typed = SimpleNamespace(
        **{
            name: request.GET.get(name, getattr(stored, name))[:100]
            for name in (*dressing.COLOURS, *dressing.FACES)
        }
    )
    chosen = dressing.chosen_of(typed)
    dress = dressing.made(chosen)
    refused = {
        name: {"sentence": _NONSENSE, "nearest": ""}
        for name in dressing.COLOURS
        if getattr(typed, name).strip() and not getattr(chosen, name)
    }
    for name, refusal in dressing.refusals(chosen).items():
        refused.setdefault(name, vars(refusal))
    name = request.GET.get("name", stored.name)[:80]
    shown = lettering.tidy(name)
    return JsonResponse(
        {
            "light": dressing.properties_of(dress, dress.light),
            "dark": dressing.properties_of(dress, dress.dark),
            "dim": {"light": dress.light.is_dim, "dark": dress.dark.is_dim},
            "nameplate": dressing.nameplate_style(dress, shown)
            or {"font-size": f"{fill(name)}cqi", "padding-block-start": "0"},
            "pairs": [
                {
                    "words": pair.words,
                    "ground": pair.ground,
                    "ratio": pair.ratio,
                    "passes": pair.passes,
                }
                for pair in dressing.pairs(dress)
            ],
            "refused": refused,
            "follows": dressing.unchosen(chosen),
            "logo": _address(request.GET.get("logo", str(stored.logo_id or ""))),
            "dark_logo": _address(request.GET.get("dark_logo", str(stored.dark_logo_id or ""))),
        }
    )


@require_GET
@xframe_options_sameorigin
def sample(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """GET ?scheme=light or dark: a page of the magazine to look at, not to use."""
    _may_look(request, model_admin)
    scheme = "dark" if request.GET.get("scheme") == "dark" else "light"
    identity = SiteIdentity.current()
    stories = Article.objects.live().select_related("section", "lead_picture")
    shown = stories.filter(lead_picture__isnull=False).order_by("-publish_at").first()
    return TemplateResponse(
        request,
        "admin/magazine/siteidentity/sample.html",
        {
            "scheme": scheme,
            "dim": getattr(identity.dress, scheme).is_dim,
            "story": shown or stories.order_by("-publish_at").first(),
            "logo": logo(identity.logo, identity.dark_logo, identity.name, "90vw", scheme),
            "sheets": [
                f"css/faces/{face.key}.css"
                for known in (faces.DISPLAY, faces.TEXT, faces.FURNITURE)
                for face in known.values()
                if not face.is_house
            ],
        },
    )


def context(request: HttpRequest, form: Any) -> dict[str, Any]:
    """What the form's template shows of the fitting room."""
    identity = form.instance
    pairs = dressing.pairs(dressing.made(dressing.chosen_of(identity)))
    half = len(pairs) // 2
    name = "admin:magazine_siteidentity"
    return {
        "pairs": list(zip(pairs[:half], pairs[half:], strict=True)),
        "fitted_url": reverse(f"{name}_fitted"),
        "sample_url": reverse(f"{name}_sample"),
    }


def _may_look(request: HttpRequest, model_admin: Any) -> None:
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied


def _address(number: str) -> str:
    """Of a picture to show as the logo; "" for none."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return ""
    return picture_url(Picture.objects.filter(pk=int(number)).first(), _LOGO_WIDTH)
