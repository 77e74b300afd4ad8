"""What happens to tickets and counters, in words."""

from django.utils.translation import gettext_lazy as _

from tuntas.platform.journal.names import fact

TICKET_ISSUED = fact("ticket.issued", _("Ticket taken"))
TICKET_CALLED = fact("ticket.called", _("Called to a counter"))
TICKET_RECALLED = fact("ticket.recalled", _("Called again"))
TICKET_CALLED_OUT_OF_ORDER = fact("ticket.called_out_of_order", _("Called out of order, with a reason"))
TICKET_BEGUN = fact("ticket.begun", _("Served at a counter"))
TICKET_FINISHED = fact("ticket.finished", _("Finished at the counter"))
TICKET_ABSENT = fact("ticket.absent", _("Did not come after three calls"))
TICKET_PUT_BACK = fact("ticket.put_back", _("Put back to where it was in the queue"))
TICKET_CAME_AFTER_ALL = fact("ticket.came_after_all", _("Came after all and waits again"))
TICKET_PARKED = fact("ticket.parked", _("Set aside: somebody fetches what is missing"))
TICKET_SENT_ON = fact("ticket.sent_on", _("Sent on to another counter, without waiting anew"))
TICKET_LEFT = fact("ticket.left", _("Gave the place in the queue up"))
TICKET_TAKEN_BACK = fact("ticket.taken_back", _("Did not mean to give the place up and waits again"))
TICKET_WANTS_WORD = fact("ticket.wants_word", _("Asked for a message when it is nearly time"))
TICKET_WANTS_NO_WORD = fact("ticket.wants_no_word", _("Wants no message any more"))
TICKET_TIED = fact("ticket.tied", _("Tied to an application"))
COUNTER_OPENED = fact("counter.opened", _("Counter opened"))
COUNTER_CLOSED = fact("counter.closed", _("Counter closed"))
BREAK_BEGUN = fact("counter.break_begun", _("Break begun"))
BREAK_ENDED = fact("counter.break_ended", _("Break ended"))
COUNTER_SET_UP = fact("counter.set_up", _("Counter set up"))
GROUP_SET_UP = fact("counter.group_set_up", _("Service group set up"))
