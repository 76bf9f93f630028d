"""The newsroom's forms for a picture."""

from __future__ import annotations

from typing import Any

from django import forms

from library.decoding import PictureRefused
from library.models import Picture
from library.uploading import add_picture

ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif"
_WIDGETS = {
    "alt": forms.Textarea(attrs={"rows": 3}),
    "caption": forms.Textarea(attrs={"rows": 3}),
    "rights": forms.Textarea(attrs={"rows": 2}),
    "rights_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
}
_WORDS = ["title", "alt", "caption", "credit", "rights", "rights_until"]


class OneLine(forms.ModelForm[Picture]):
    """Texts that may be long to type but are one line: breaks become spaces."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("alt", "caption", "rights"):
            if name in cleaned:
                cleaned[name] = " ".join(cleaned[name].split())
        return cleaned


class PictureForm(OneLine):
    """The words, the focal point and the collections of a picture that is in the library."""

    COLUMNS = [*_WORDS, "focal_x", "focal_y"]
    new_collection = forms.CharField(
        label="A new one",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = Picture
        fields = [*_WORDS, "focal_x", "focal_y", "collections"]
        labels = {"focal_x": "From the left", "focal_y": "From the top"}
        widgets = {
            **_WIDGETS,
            "focal_x": forms.NumberInput(attrs={"step": "0.01", "min": 0, "max": 1}),
            "focal_y": forms.NumberInput(attrs={"step": "0.01", "min": 0, "max": 1}),
            "collections": forms.CheckboxSelectMultiple,
        }

    def clean_new_collection(self) -> str:
        return " ".join(self.cleaned_data["new_collection"].split())


class PictureAddForm(OneLine):
    """A file and its words. Validating a form without errors takes the picture in: only then is it
    known whether the library takes it. `instance` is then the stored picture, and
    `instance.was_known` says whether it had been there before (then nothing of it is changed)."""

    added_by: Any = None
    file = forms.FileField(
        label="Picture",
        help_text="JPEG, PNG, WebP, AVIF or GIF, up to 25 MB.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    class Meta:
        model = Picture
        fields = _WORDS
        widgets = _WIDGETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "How you will find it again; empty: the file’s name."

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        words = {name: self.cleaned_data[name] for name in _WORDS}
        try:
            picture, is_new = add_picture(self.cleaned_data["file"], by=self.added_by, **words)
        except PictureRefused as refusal:
            self.add_error("file", refusal)
            return
        self.instance = picture
        self.instance.was_known = not is_new  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> Any:
        """The picture, which is stored already."""
        self.save_m2m = lambda: None  # type: ignore[method-assign]
        return self.instance
