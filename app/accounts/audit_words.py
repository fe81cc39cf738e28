"""What each kind of audit event is called on screen, in both languages."""

from collections.abc import Mapping
from typing import Final

from app.i18n import N_
from app.i18n import gettext as _


ACTIONS: Final[Mapping[str, str]] = {
    "account_closed": N_("Closed an account"),
    "account_created": N_("Made an account"),
    "added_plan_gap": N_("Noted something that would have helped"),
    "added_plan_outcome": N_("Wrote a personal outcome"),
    "added_plan_step": N_("Wrote a step"),
    "answer_saved": N_("Saved an answer"),
    "changed_plan_outcome": N_("Changed a personal outcome"),
    "changed_plan_step": N_("Changed a step"),
    "closed_plan": N_("Closed the plan on their device"),
    "consent_recorded": N_("Recorded who agreed to a pathway conversation"),
    "conversation_begun": N_("Noted who was there and in which language"),
    "conversation_finished": N_("Finished a conversation"),
    "conversation_reopened": N_("Opened a conversation again"),
    "conversation_started": N_("Started a conversation"),
    "directory_loaded": N_("Loaded a file into the directory"),
    "earlier_words_kept": N_("Kept words of an earlier conversation that still hold"),
    "ended_review_code": N_("Ended a code"),
    "exported": N_("Took away a release"),
    "exported_plan": N_("Took away a plan as a PDF"),
    "exported_plan_pdf": N_("Took away a plan as a PDF"),
    "kept_words_back": N_("Kept words out of every copy of a plan"),
    "let_words_stand_again": N_("Let words stand in copies of a plan again"),
    "made_plan_pdf": N_("Made the PDF of a plan"),
    "made_review_code": N_("Made a code for the person"),
    "marked_plan_line": N_("Answered a line of the plan"),
    "moved_plan_outcome": N_("Moved a personal outcome up or down"),
    "moved_plan_step": N_("Moved a step up or down"),
    "noted_plan_asset": N_("Noted something about what a person can draw on"),
    "notes_saved": N_("Saved free notes"),
    "opened_plan_with_code": N_("Opened the plan with a code"),
    "ordered_plan_pdf": N_("Asked for the PDF of a plan"),
    "password_changed": N_("Changed their password"),
    "pause_ended_by_new_version": N_("Let a new version of the tagger suggest again"),
    "pause_notice_read": N_("Read that a suggestion has stopped"),
    "person_added": N_("Added a person"),
    "person_changed": N_("Changed a person's details"),
    "prompt_put_away": N_("Put a follow-up question away"),
    "prompts_brought_back": N_("Brought follow-up questions back"),
    "recorded_agreement": N_("Recorded whether the person agrees"),
    "refused": N_("Was refused: not there, or not theirs to open"),
    "release_made": N_("Made a release"),
    "release_requested": N_("Asked for a release"),
    "removed_plan_gap": N_("Took out something that would have helped"),
    "removed_plan_outcome": N_("Took out a personal outcome"),
    "removed_plan_step": N_("Took out a step"),
    "reported_plan_step": N_("Noted how a step is going"),
    "review_code_refused": N_("Tried a code that does not work"),
    "said_whether_enough": N_("Noted whether what there is is enough"),
    "saved_plan_version": N_("Saved a version of the plan"),
    "screen_given_back": N_("Took the screen back with their password"),
    "screen_return_refused": N_("Gave a wrong password for a shown screen"),
    "screen_shown": N_("Showed the screen to the person"),
    "second_look_done": N_("Finished a second look"),
    "second_look_tag_added": N_("Added a tag in a second look"),
    "second_look_tag_removed": N_("Took a tag out of a second look"),
    "sentence_sorted": N_("Put a sentence of the notes into an answer"),
    "sentence_taken_out": N_("Took a sentence of the notes out of an answer"),
    "set_plan_review_date": N_("Set the day to look at the plan again"),
    "safety_record_added_to": N_("Added to a worry about safety"),
    "safety_record_written": N_("Wrote down a worry about safety"),
    "shared_plan_version": N_("Shared a plan with the person"),
    "sign_in": N_("Signed in"),
    "sign_in_refused": N_("Was refused a sign-in"),
    "sign_out": N_("Signed out"),
    "suggestions_asked_for": N_("Asked for suggestions"),
    "suggestions_paused": N_("Stopped suggesting"),
    "suggestions_restarted": N_("Started suggesting again"),
    "tablet_allowed": N_("Let a tablet be used again"),
    "tablet_registered": N_("Began to keep work on a tablet"),
    "tablet_stopped": N_("Stopped a tablet"),
    "tag_confirmed": N_("Confirmed a tag"),
    "tag_set_aside": N_("Set a suggestion aside"),
    "tag_withdrawn": N_("Withdrew a tag"),
    "team_made": N_("Made a team"),
    "viewed": N_("Looked at"),
    "visit_taken": N_("Took a visit along on a tablet"),
    "wording_chosen": N_("Chose the wording that came from a tablet"),
    "wording_kept_beside": N_("Kept a wording from a tablet beside what is stored"),
    "wording_set_aside": N_("Kept what is stored, and not the wording from a tablet"),
    "wrote_outcome_meaning": N_("Wrote more about a personal outcome"),
}

SUBJECTS: Final[Mapping[str, str]] = {
    "answer": N_("An answer"),
    "conversation": N_("A conversation"),
    "directory": N_("The directory"),
    "outcome_tag": N_("A tag"),
    "person": N_("A person's record"),
    "plan": N_("A plan"),
    "plan_version": N_("A version of a plan"),
    "release": N_("A release"),
    "review": N_("What the person answered"),
    "review_code": N_("The person's code"),
    "route": N_("A page"),
    "safety_record": N_("A worry about safety"),
    "second_look": N_("A second look at an answer"),
    "staff_account": N_("A staff account"),
    "staff_session": N_("A signed-in browser"),
    "suggestion_pause": N_("A rule or a tag that had stopped suggesting"),
    "tablet": N_("A tablet"),
    "team": N_("A team"),
    "wording": N_("A wording of an answer"),
    "track_record": N_("The track record of the suggestions"),
}


def action_in_words(action: str) -> str:
    """Return what was done, in the language being spoken."""
    return _(ACTIONS[action]) if action in ACTIONS else action.replace("_", " ")


def subject_in_words(kind: str) -> str:
    """Return what it was done to, in the language being spoken."""
    return _(SUBJECTS[kind]) if kind in SUBJECTS else kind.replace("_", " ")
