from varv.web.delivery.forms.contributions import ContributionForm
from varv.web.delivery.forms.initiatives import EditForm, InitiativeForm, StartForm
from varv.web.delivery.forms.listing import EditViewForm, SavedViewForm, WishForm
from varv.web.delivery.forms.region import GoalField, GoalsField, RegionForm, people_here
from varv.web.delivery.forms.results import EditResultForm, ResultForm

__all__ = [
    "ContributionForm",
    "EditForm",
    "EditResultForm",
    "EditViewForm",
    "GoalField",
    "GoalsField",
    "InitiativeForm",
    "RegionForm",
    "ResultForm",
    "SavedViewForm",
    "StartForm",
    "WishForm",
    "people_here",
]
