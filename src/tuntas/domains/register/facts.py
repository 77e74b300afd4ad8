"""What happens in the register."""

from django.utils.translation import gettext_lazy as _

from tuntas.platform.journal.names import fact

BIRTH_RECORDED = fact("register.birth_recorded", _("Birth entered in the register"))
FAMILY_ADMITTED = fact("register.family_admitted", _("Family taken into the register"))
PERSONS_SEARCHED = fact("register.persons_searched", _("Persons were searched by name"))
CHANGE_PROPOSED = fact("register.change_proposed", _("Change proposed to the register"))
CHANGE_RECORDED = fact("register.change_recorded", _("Change entered in the register"))
