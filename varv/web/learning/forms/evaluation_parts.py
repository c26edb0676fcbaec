"""The small forms of an evaluation: its questions, uses, milestones and files, and how good its report is."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.judgement import Quality
from varv.core.kinds import AspectKind, QualityCriterion
from varv.core.refusals import RuleBroken
from varv.learning.operations import ReportFile
from varv.learning.operations.evaluation_quality import Marks
from varv.overview.learning.evaluations.evaluation_sheet import QualityLine
from varv.overview.words import refusal, word
from varv.regions.files import LARGEST
from varv.strategy.models import EvaluationQuestion, FrameworkAspect
from varv.web.learning.forms.fields import DayField, DeedForm, ProseField, words_of
from varv.web.offers import RowsField, offer_rows

LONGEST_NAME = 160
FILE_HELP = _("PDF, Word, Excel, PNG or JPEG, at most 10 MB. Check first that it holds no personal data.")


class ReportFileForm(DeedForm):
    """A report as a file."""

    upload = forms.FileField(label=_("File"), help_text=FILE_HELP)

    def clean_upload(self) -> Any:
        """A file that is not read before it is known to be small enough."""
        upload = self.cleaned_data["upload"]
        if upload and upload.size > LARGEST:
            told = refusal(RuleBroken("file.too_large", megabytes=LARGEST // 1024**2))
            raise forms.ValidationError(told, code="too_large")
        return upload

    def report(self) -> ReportFile | None:
        """The file as the verb wants it: its last name, shortened from the left, and its bytes."""
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        name = PurePath(upload.name).name[-LONGEST_NAME:]
        return ReportFile(title=PurePath(name).stem, filename=name, content=upload.read())


class RevisionForm(DeedForm):
    """A form that finds out when somebody else was before."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class StopForm(DeedForm):
    """Why it will not be delivered."""

    reason = ProseField(
        label=_("Why is it stopped?"), help_text=_("What has changed since it was planned? It is kept in the register.")
    )


class QuestionsForm(DeedForm):
    """The region's questions that it is to answer."""

    questions = RowsField(
        label=_("Questions"),
        queryset=EvaluationQuestion.objects.of(0),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Few are better than many. The questions stand in the framework, domain by domain."),
    )

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = EvaluationQuestion.objects.of(region_id)
        offer_rows(self, "questions", questions.order_by("domain__number", "number", "pk"))


class UseForm(DeedForm):
    """What it is meant to be used for, and by whom."""

    use = forms.ModelChoiceField(
        label=_("Use"), queryset=FrameworkAspect.objects.of(0), empty_label=None, widget=forms.RadioSelect
    )
    who = forms.CharField(
        label=_("By whom"),
        max_length=200,
        help_text=_("A role, a group or an organisation. For example the management group, before the budget."),
    )

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        uses = FrameworkAspect.objects.of(region_id).filter(kind=AspectKind.USE)
        offer_rows(self, "use", uses.order_by("number", "pk"))


class UseStoryForm(RevisionForm):
    """What came of an intended use."""

    came_of_it = ProseField(
        label=_("What came of it?"), help_text=_("What was decided, changed or understood because of the evaluation?")
    )
    used_on = DayField(label=_("When"))


class UnintendedUseForm(UseForm):
    """A use that nobody had thought of."""

    came_of_it = ProseField(
        label=_("What came of it?"), help_text=_("What was decided, changed or understood because of the evaluation?")
    )
    used_on = DayField(label=_("When"))


class UnusedForm(RevisionForm):
    """Why an intended use never came."""

    because = ProseField(
        label=_("Why did the use never come?"),
        help_text=_("Too late, wrong question, nobody left who had asked? It helps whoever plans the next one."),
    )


class MilestoneForm(RevisionForm):
    """Something to reach or deliver on the way."""

    name = forms.CharField(label=_("What"), max_length=160)
    due_on = DayField(label=_("Due"))
    is_deliverable = forms.BooleanField(label=_("Something is delivered, such as an interim report"), required=False)


class MilestoneDoneForm(DeedForm):
    """When it was reached."""

    done_on = DayField(label=_("When was it done?"))


class QualityForm(RevisionForm):
    """Criterion by criterion, each with why. Never a mark in all."""

    def __init__(self, *args: Any, lines: tuple[QualityLine, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            self.fields[f"mark_{line.criterion}"] = forms.TypedChoiceField(
                label=word(line.criterion),
                choices=words_of(Quality),
                coerce=Quality,
                widget=forms.RadioSelect,
                initial=line.mark,
            )
            self.fields[f"because_{line.criterion}"] = ProseField(
                label=_("Why?"), required=False, rows=2, max_length=2000, initial=line.because
            )

    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Each criterion's two fields."""
        for criterion in QualityCriterion:
            yield self[f"mark_{criterion}"], self[f"because_{criterion}"]

    def marks(self) -> Marks:
        """What was judged, as the verb wants it."""
        told: Mapping[str, Any] = self.cleaned_data
        return {one: (told[f"mark_{one}"], told[f"because_{one}"]) for one in QualityCriterion}
