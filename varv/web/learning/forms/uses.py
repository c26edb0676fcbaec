from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace
from varv.delivery.models import Initiative
from varv.learning.models import Evaluation
from varv.strategy.models import Chain, SteeringDocument
from varv.web.learning.forms.fields import ProseField, words_of
from varv.web.offers import offer_rows

PLANNED = {"initiative": Initiative, "chain": Chain, "document": SteeringDocument, "evaluation": Evaluation}


def _planned(kind: str) -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(
        queryset=PLANNED[kind].objects.of(0),
        required=False,
        widget=forms.HiddenInput,
    )


class UseForm(forms.Form):
    """What someone made of a lesson where they planned. Something may be planned that is not there yet."""

    heed = forms.TypedChoiceField(
        label=_("What did you make of it?"), choices=words_of(Heed), coerce=Heed, widget=forms.RadioSelect
    )
    because = ProseField(
        label=_("Why?"),
        required=False,
        max_length=2000,
        rows=3,
        help_text=_("Needed when the lesson is not relevant or you disagree. It stands on the lesson's page."),
    )
    place = forms.TypedChoiceField(label=_("Where did you meet it?"), choices=words_of(RecallPlace), coerce=RecallPlace)
    initiative = _planned("initiative")
    chain = _planned("chain")
    document = _planned("document")
    evaluation = _planned("evaluation")

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, model in PLANNED.items():
            offer_rows(self, kind, model.objects.of(region_id))
