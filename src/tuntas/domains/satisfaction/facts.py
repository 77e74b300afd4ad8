"""What happens to surveys. These facts stand in the office's stream and name no case, token or answer."""

from django.utils.translation import gettext_lazy as _

from tuntas.platform.journal.names import fact

SURVEY_INVITED = fact("survey.invited", _("Someone was invited to the survey"))
SURVEY_ANSWERED = fact("survey.answered", _("A survey was answered"))
