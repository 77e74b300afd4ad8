"""What follows from what happened: one table, fact → jobs. Jobs are deferred in the fact's own transaction."""

from __future__ import annotations

from tuntas.platform import journal


def connect() -> None:
    """Give the table to the journal at start."""
    from tuntas.domains.cases import facts as cases
    from tuntas.domains.cases import jobs as case_jobs
    from tuntas.domains.counters import facts as counters
    from tuntas.domains.counters import jobs as counter_jobs
    from tuntas.domains.documents import facts as documents
    from tuntas.domains.documents import jobs as document_jobs
    from tuntas.domains.messaging import jobs as message_jobs
    from tuntas.domains.offices import facts as offices
    from tuntas.domains.promises import jobs as promise_jobs
    from tuntas.domains.satisfaction import jobs as survey_jobs

    left_behind = (case_jobs.release_cases_of_who_left, counter_jobs.close_counters_of_who_left)
    journal.react(
        {
            cases.CASE_RETURNED: (case_jobs.tell_returned,),
            cases.CASE_READY: (case_jobs.tell_ready,),
            cases.CASE_HANDED_OVER: (survey_jobs.invite_after_hand_over,),
            cases.CASE_WITHDRAWN: (counter_jobs.end_appointment_of_withdrawn,),
            counters.ALARM_ESCALATED: (counter_jobs.tell_alarm_above,),
            documents.DOCUMENT_FROZEN: (document_jobs.render_document,),
            documents.DOCUMENT_READY: (case_jobs.settle_case,),
            offices.STAFF_INVITED: (message_jobs.send_entry_link,),
            offices.PASSWORD_CHANGED: (message_jobs.tell_account_changed,),
            offices.SECOND_STEP_ADDED: (message_jobs.tell_account_changed,),
            offices.SECOND_STEP_REMOVED: (message_jobs.tell_account_changed,),
            offices.RECOVERY_CODES_MADE: (message_jobs.tell_account_changed,),
            offices.RECOVERY_ASKED: (message_jobs.tell_account_changed,),
            offices.POSTING_ENDED: left_behind,
            offices.STAFF_LEFT: left_behind,
            offices.CALENDAR_CHANGED: (
                promise_jobs.recalculate_after_calendar_change,
                counter_jobs.renew_days_after_calendar_change,
                counter_jobs.tell_who_booked_a_shut_time,
            ),
        }
    )
