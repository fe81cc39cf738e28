"""Every state of a tablet without signal, in the order in which one leads to the next."""

from tests.faults.visit.shown import SHOWN_STATES
from tests.faults.visit.states_of_a_tablet import TabletStates
from tests.faults.visit.states_of_a_talk import TalkStates


class Walk(TabletStates, TalkStates):
    """One tablet taken through all of them."""


STATES = (
    Walk.nothing,
    Walk.choose_pin,
    Walk.simple_pin,
    Walk.ready,
    Walk.nobody_here,
    Walk.taken,
    Walk.people,
    Walk.safety,
    Walk.worry,
    Walk.worry_faults,
    Walk.worry_kept,
    Walk.directory,
    Walk.elsewhere,
    Walk.unable,
    Walk.begin,
    Walk.beginning,
    Walk.beginning_faults,
    Walk.pathway_faults,
    Walk.person_page,
    Walk.questions,
    Walk.question,
    Walk.conflict,
    Walk.second_tab,
    Walk.took_over,
    Walk.taken_over,
    Walk.signed_out_in_place,
    Walk.notes,
    Walk.sorting,
    Walk.sorted_one,
    Walk.board,
    Walk.picture,
    Walk.picture_without_room,
    Walk.board_placed,
    Walk.picture_placed,
    *SHOWN_STATES,
    Walk.check,
    Walk.finished,
    Walk.finished_check,
    Walk.outbox,
    Walk.refused,
    Walk.rescue_faults,
    Walk.taken_off,
    Walk.leaving,
    Walk.signed_out,
    Walk.locked,
    Walk.wrong_pin,
    Walk.no_room,
    Walk.held,
    Walk.locked_outbox,
    Walk.emptied,
)
