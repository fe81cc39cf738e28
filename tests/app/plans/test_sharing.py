"""Whom to think about before a plan is shared: a table of names, in both languages."""

import pytest

from app.plans.kinship import Relation
from app.plans.passages import Passage, passages_of
from app.plans.sharing import Noted, Sharing, TookPart, Warned, WhyWarned, warnings_for


FAMILY = Relation.FAMILY


def warned(recipient: str, said: str, relation: Relation = FAMILY, **more: object) -> list[str]:
    spoken_of = (Passage(said),)
    sharing = Sharing("Gwyneth Bebb", spoken_of=spoken_of, **more)  # type: ignore[arg-type]
    return [each.why.value for each in warnings_for(recipient, relation, sharing)]


def warned_in(recipient: str, told: str, harm: str, relation: Relation = FAMILY) -> list[Warned]:
    """Warn of somebody where only one sentence of what was told is confirmed as harm."""
    sharing = Sharing("Gwyneth Bebb", spoken_of=passages_of(harm, (told,)))
    return list(warnings_for(recipient, relation, sharing))


@pytest.mark.parametrize(
    ("recipient", "said"),
    [
        ("Gareth", "Gareth shouts at me."),
        ("Gareth Evans", "It is Gareth who takes my money."),
        ("Mr Gareth Evans", "gareth shouts"),
        ("Gareth Evans", "Gareth's temper frightens me."),
        ("Gareth Evans", "Mae Gareth'n gweiddi."),
        ("Dai", "Mae Dai’n cymryd fy mhres."),
        ("Gareth Evans", "Mr Evans comes in without knocking."),
        ("Dr. Siân Pugh", "I'm afraid of Sian."),
        ("Sian Pugh", "Mae arna i ofn Siân."),
        ("Catrin", "Mi roddais i bres i Gatrin."),
        ("Catrin Huws", "Dwi ofn mynd at Chatrin."),
        ("Mair", "Ei Fair o sy'n gweiddi arna i."),
        ("Parch. Tomos Rees", "Ges i fy ngwthio gan Domos."),
        ("Dafydd", "Efo Ddafydd y bu'r ffrae."),
        ("Guto", "Mae ei Uto fo yn fy nychryn."),
        ("Rose", "Rose hides my tablets."),
        ("Robert Hughes (Bob)", "Bob pushes me."),
        ('William "Wil" Morgan', "Mae Wil yn codi ei ddwrn."),
        ("Elizabeth Jones, known as Betty", "Betty locks the door."),
        ("O'Connor", "I am frightened when O'Connor is here."),
        ("Ieuan ap Rhys", "Rhys has a temper."),
    ],
)
def test_a_name_is_found_however_it_is_written(recipient: str, said: str) -> None:
    assert warned(recipient, said) == [WhyWarned.NAMED]


@pytest.mark.parametrize(
    ("recipient", "said"),
    [
        ("Gareth", "I fell on the stairs."),
        ("Gareth Evans", "Margaret Evanson shouts."),
        ("Mair", "It is not fair on me."),
        ("Will", "I will fall again."),
        ("Rose", "My blood sugar rose."),
        ("Catrin", "The cat ring broke."),
        ("Mr", "Mr Evans shouts."),
        ("", "Gareth shouts."),
        ("Olwen Bebb", "The Bebb house is cold."),
    ],
)
def test_what_is_no_name_of_theirs_is_left_alone(recipient: str, said: str) -> None:
    assert warned(recipient, said) == []


def test_a_family_name_that_the_person_has_too_warns_with_a_title_before_it() -> None:
    assert warned("Emyr Bebb", "Mr Bebb hits me.") == [WhyWarned.NAMED]


@pytest.mark.parametrize("said", ["Bob pushes me.", "Mae Bob yn fy ngwthio."])
def test_a_nickname_noted_as_somebody_who_took_part_is_theirs(said: str) -> None:
    there = (TookPart("Robert Hughes (Bob)"), TookPart("Olwen"))
    assert warned("Robert Hughes", said, participants=there) == [WhyWarned.NAMED]
    assert warned("Bob Hughes", "Robert takes my keys.", participants=there) == [WhyWarned.NAMED]
    assert warned("Olwen", said, participants=there) == []
    assert warned("Robert Puw", said, participants=there) == []


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        (Relation.CHILD, "My son takes my pension."),
        (Relation.CHILD, "Mae fy mab yn cymryd fy mhensiwn."),
        (Relation.PARTNER, "My husband's temper."),
        (Relation.PARTNER, "Mae fy ngŵr yn gweiddi."),
        (Relation.SIBLING, "Mae fy mrawd yn fy nychryn."),
        (Relation.PARENT, "Mae fy nhad yn fy nharo."),
    ],
)
def test_a_word_for_what_they_are_to_the_person_is_enough_to_ask(
    relation: Relation, said: str
) -> None:
    assert warned("Emyr", said, relation) == [WhyWarned.KIN]
    assert warned("Emyr", said, Relation.FRIEND) == []


def test_what_they_are_may_stand_beside_their_name() -> None:
    assert warned("Emyr (son)", "My son shouts.") == [WhyWarned.KIN]


@pytest.mark.parametrize(
    ("noted", "recipient"),
    [("Emyr", "Emyr Bebb"), ("Emyr Evans", "emyr evans"), ("Mr Evans", "Emyr Evans")],
)
def test_somebody_a_colleague_noted_is_asked_about_with_the_reason(
    noted: str, recipient: str
) -> None:
    sharing = Sharing("Gwyneth Bebb", noted=(Noted(noted, "He shouts."),))
    assert warnings_for(recipient, FAMILY, sharing) == (Warned(WhyWarned.NOTED, "He shouts."),)
    assert warnings_for("Emyr Huws" if " " in noted else "Olwen", FAMILY, sharing) == ()


def test_the_person_themselves_is_never_kept_from_their_own_plan() -> None:
    assert warned("Gwyneth Bebb", "Gwyneth shouts.", Relation.PERSON) == []


def test_the_same_words_confirmed_twice_warn_once() -> None:
    sharing = Sharing("Gwyneth Bebb", spoken_of=(Passage("Emyr shouts."), Passage("Emyr shouts.")))
    assert len(warnings_for("Emyr", FAMILY, sharing)) == 1


BEFORE, KIN_BEFORE = WhyWarned.NAMED_BEFORE, WhyWarned.KIN_BEFORE


@pytest.mark.parametrize(
    ("recipient", "told", "harm"),
    [
        ("Dai", "Dai is my nephew. He takes my money.", "He takes my money."),
        ("Dai", "Dai is my nephew. I am frightened of him.", "I am frightened of him."),
        ("Dai Rees", "Mr. Rees comes on Fridays. His temper is bad.", "His temper is bad."),
        ("Siân", "Sian does my shopping. She keeps the change.", "She keeps the change."),
        ("Dai", "Dai and Siân call. They lock me in.", "They lock me in."),
        ("Dai", "Dai lives here. He's shouting again.", "He's shouting again."),
        ("Dai", "It was Dai. Takes my money, every week.", "Takes my money, every week."),
        ("Dai", "Dai came.\nPushed me against the wall", "Pushed me against the wall"),
        ("Dai", "Dai is back. That man frightens me.", "That man frightens me."),
        (
            "Dai",
            "Dai is my nephew. He is tall. He is 40. He is bad. He is here. He hits me.",
            "hits",
        ),
        ("Dai", "Dai came. It rained. The bus was late. He hit me.", "He hit me."),
        ("Dai", "Dai is my nephew. Emyr is my son. He takes my money.", "He takes my money."),
        ("Dai", "Mae Dai yn nai i mi. Mae o'n cymryd fy mhres.", "Mae o'n cymryd fy mhres."),
        ("Dai", "Nai i mi ydy Dai. Mae e’n cymryd fy arian.", "Mae e’n cymryd fy arian."),
        ("Dai", "Dai ydy'r drwg. Mae'n gweiddi arna i.", "Mae'n gweiddi arna i."),
        ("Dai", "Dai ydy'r drwg. Gwaeddodd arna i eto.", "Gwaeddodd arna i eto."),
        ("Dai", "Dai ddaeth wedyn. Trawodd o fi.", "Trawodd o fi."),
        ("Dai", "Dai ddaeth wedyn. Aeth â fy mhwrs.", "Aeth â fy mhwrs."),
        ("Dai", "Efo Dai dwi'n byw. Dwi ofn mynd ato.", "Dwi ofn mynd ato."),
        ("Dai", "Efo Dai dwi'n byw. Mae arna i ofn ei dymer.", "Mae arna i ofn ei dymer."),
        ("Dai", "Dai sydd yma. Cydiodd yn fy mraich a'i gwasgu.", "a'i gwasgu"),
        ("Dai", "Dai sydd yma. Dydy o ddim yn gadael i mi fynd.", "gadael i mi fynd"),
        ("Dai", "Dai sydd yma. Dyw e ddim yn gadael i mi fynd.", "gadael i mi fynd"),
        ("Dai", "Dai sydd yma. Yn gweiddi bob nos.", "Yn gweiddi bob nos."),
        ("Dai", "Dai sydd yma. Fe sy'n cadw'r goriad.", "Fe sy'n cadw'r goriad."),
        ("Mair", "I Fair rois i'r cerdyn. Mae hi'n ei gadw.", "Mae hi'n ei gadw."),
        ("Mair", "Mair a Dai. Nhw sy'n cloi'r drws.", "Nhw sy'n cloi'r drws."),
        ("Mair", "Mair sy'n dod. Roedd yn fy ngwthio.", "Roedd yn fy ngwthio."),
        ("Mair", "Gyda Mair dwi'n byw. Dwi'n gorfod cuddio rhagddi hi.", "cuddio"),
    ],
)
def test_a_name_is_found_before_a_sentence_that_only_says_he_or_she(
    recipient: str, told: str, harm: str
) -> None:
    assert [each.why for each in warned_in(recipient, told, harm, Relation.OTHER)] == [BEFORE]


@pytest.mark.parametrize(
    ("recipient", "told", "harm"),
    [
        ("Dai", "Dai is my nephew. I fell on the stairs.", "I fell on the stairs."),
        ("Dai", "Dai takes me to chapel. Emyr shouts at me.", "Emyr shouts at me."),
        ("Dai", "Dai rang. The stairs are steep.", "The stairs are steep."),
        ("Dai", "Dai rang. It hurts when I stand.", "It hurts when I stand."),
        ("Dai", "Dai came. It rained. The bus was late. I slept. He hit me.", "He hit me."),
        ("Siôn", "He takes my money. Siôn is my brother.", "He takes my money."),
        ("Dai", "David lives here. He takes my money.", "He takes my money."),
        ("Dai", "Mae Dai yn nai i mi. Mae gen i ofn y grisiau.", "Mae gen i ofn y grisiau."),
        ("Dai", "Mae Dai yn nai i mi. Syrthiais ar y grisiau.", "Syrthiais ar y grisiau."),
        ("Dai", "Mae Dai yn nai i mi. Mae arna i ofn syrthio.", "Mae arna i ofn syrthio."),
        ("Dai", "Daeth Dai. Gwaeddodd Emyr arna i.", "Gwaeddodd Emyr arna i."),
        ("Dai", "Daeth Dai. Dwi'n anodd fy mhlesio.", "Dwi'n anodd fy mhlesio."),
        ("Dai", "Daeth Dai. Rwy'n byw ar lwy o fêl.", "Rwy'n byw ar lwy o fêl."),
    ],
)
def test_a_name_before_words_that_are_about_nobody_else_is_left_alone(
    recipient: str, told: str, harm: str
) -> None:
    assert warned_in(recipient, told, harm, Relation.OTHER) == []


def test_the_warning_shows_the_words_from_the_name_to_the_harm() -> None:
    told = "I like Fridays. Dai is my nephew. He comes then. He takes my money. I like tea."
    words = "Dai is my nephew. He comes then. He takes my money."
    assert warned_in("Dai", told, "takes my money") == [Warned(BEFORE, words)]


def test_a_name_in_the_rest_of_the_sentence_is_enough() -> None:
    [found] = warned_in("Dai", "I know that Dai takes my money.", "takes my money")
    assert found == Warned(WhyWarned.NAMED, "I know that Dai takes my money.")


@pytest.mark.parametrize(
    ("told", "harm"),
    [
        ("My nephew lives with me. He takes my money.", "He takes my money."),
        ("Mae fy nai yn byw yma. Mae o'n gweiddi.", "Mae o'n gweiddi."),
        ("Mae fy mrawd yng nghyfraith yma. Mae'n gweiddi.", "Mae'n gweiddi."),
    ],
)
def test_a_word_for_kin_is_found_before_he_or_she_too(told: str, harm: str) -> None:
    assert [each.why for each in warned_in("Dai", told, harm)] == [KIN_BEFORE]
    assert warned_in("Dai", told, harm, Relation.FRIEND) == []


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        (Relation.FAMILY, "My nephew takes my money."),
        (Relation.FAMILY, "Mae fy nith yn gweiddi."),
        (Relation.FAMILY, "Mae fy ŵyr yn cymryd fy mhres."),
        (Relation.FAMILY, "My son in law shouts."),
        (Relation.FAMILY, "My brother-in-law's temper."),
        (Relation.FAMILY, "Mae fy mam-gu yn fy nharo."),
        (Relation.CHILD, "The family keep my bank card."),
        (Relation.SIBLING, "Mae'r teulu'n cadw fy ngherdyn."),
        (Relation.FRIEND, "Next door, my neighbour, shouts."),
        (Relation.FRIEND, "Mae fy nghymydog yn fy mygwth."),
        (Relation.PROVIDER, "The carers are rough with me."),
    ],
)
def test_kin_neighbours_and_carers_are_asked_about_without_a_name(
    relation: Relation, said: str
) -> None:
    assert warned("Dai", said, relation) == [WhyWarned.KIN]
    assert warned("Dai", said, Relation.OTHER) == []


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        (Relation.FAMILY, "My son takes my money."),
        (Relation.FAMILY, "Mae'n hwyr y nos arna i'n bwyta."),
        (Relation.CHILD, "My nephew takes my money."),
        (Relation.PARENT, "Dwi'n siŵr nad oes bwyd."),
        (Relation.FRIEND, "Mae fy nai yn cymryd fy mhres."),
    ],
)
def test_other_kin_and_other_words_are_left_alone(relation: Relation, said: str) -> None:
    assert warned("Dai", said, relation) == []


@pytest.mark.parametrize(
    "known",
    [
        {"participants": (TookPart("Dai Rees (nephew)"),)},
        {"participants": (TookPart("Dai Rees (nai)"),)},
        {"participants": (TookPart("Dai Rees", FAMILY),)},
        {"heard": ("Dai is my nephew.",)},
        {"heard": ("Mae Dai yn nai i mi.",)},
        {"heard": ("My eldest nephew, Dai, has the key.",)},
    ],
)
@pytest.mark.parametrize("said", ["My nephew takes my money.", "Mae fy nai yn dwyn fy mhres."])
def test_what_somebody_was_said_to_be_is_known_wherever_it_was_said(
    known: dict[str, object], said: str
) -> None:
    assert warned("Dai Rees", said, Relation.AUTHORISED, **known) == [WhyWarned.KIN]
    assert warned("Gareth Puw", said, Relation.AUTHORISED, **known) == []
    assert (
        warned("Dai Rees", "My niece shouts.", Relation.OTHER, heard=("Dai is my nephew.",)) == []
    )


def test_the_sister_is_not_asked_about_because_family_was_written_when_she_took_part() -> None:
    there = (TookPart("Olwen", FAMILY),)
    said = "My nephew takes my money."
    assert warned("Olwen", said, Relation.SIBLING, participants=there) == []
    assert warned("Olwen", said, Relation.AUTHORISED, participants=there) == [WhyWarned.KIN]
