"""The code that a person types, from an app or from the paper with the backup codes."""

from django import forms


class CodeField(forms.CharField):
    """Without the blanks and the hyphen that make a code easy to read."""

    def to_python(self, value: object) -> str:
        return "".join((super().to_python(value) or "").split()).replace("-", "").lower()


class FirstCodeForm(forms.Form):
    code = CodeField(
        label="Code",
        max_length=20,
        help_text="The six digits that the app shows; they change every 30 seconds.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": "Type the six digits that the app shows."},
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not (code.isascii() and code.isdigit() and len(code) == 6):
            raise forms.ValidationError("A code from the app is six digits.")
        return code


class CodeForm(forms.Form):
    code = CodeField(
        label="Code",
        max_length=20,
        help_text="Six digits from the app; or, if it is lost, one of the backup codes.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
        error_messages={"required": "Type the six digits that the app shows, or a backup code."},
    )
