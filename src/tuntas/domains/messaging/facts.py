"""What happens to messages. Facts name the template and the message's id, never an address, a code or a text."""

from django.utils.translation import gettext_lazy as _

from tuntas.platform.journal.names import fact

MESSAGE_QUEUED = fact("message.queued", _("Message waiting to be sent"))
MESSAGE_SENT = fact("message.sent", _("Message sent"))
MESSAGE_GIVEN_UP = fact("message.given_up", _("Message could not be sent"))
MESSAGE_UNCERTAIN = fact("message.uncertain", _("Not known whether the message was sent"))
MESSAGE_RESENT = fact("message.resent", _("Message given out for sending again"))
MESSAGE_CANCELLED = fact("message.cancelled", _("Message cancelled"))
ADDRESS_CONFIRMED = fact("address.confirmed", _("E-mail address confirmed"))
