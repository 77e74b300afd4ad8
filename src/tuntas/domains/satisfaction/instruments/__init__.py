"""The questionnaires: one file per version, read once. Answers name the version that they were given to."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tuntas.domains.satisfaction.rules import BEST, WORST
from tuntas.platform import forms
from tuntas.platform.forms import Form, Question

FOLDER = Path(__file__).parent
ELEMENTS, PROFILE = "elements", "profile"
# The one in use for services that are applied for online and collected at a counter.
CURRENT = "skm-online-v1"
COST = "biaya"


@cache
def instrument(name: str) -> Form:
    """The questionnaire of this name and version; KeyError when there is none."""
    path = FOLDER / f"{name}.yaml"
    if not name.replace("-", "").isalnum() or not path.exists():
        raise KeyError(f"There is no questionnaire '{name}'.")
    form = forms.load(path)
    for element in elements(form):
        codes = [option.code for option in element.options]
        if codes != [str(score) for score in range(WORST, BEST + 1)]:
            raise forms.DataFault(f"{name}: {element.key} wants the options {WORST} to {BEST}, in this order")
    return form


def elements(form: Form) -> tuple[Question, ...]:
    return form.page(ELEMENTS).questions


def element_names(name: str = CURRENT) -> dict[str, str]:
    """Key → question, in the order of asking."""
    return {element.key: str(element.label) for element in elements(instrument(name))}
