"""Whom to think about before a plan is shared: a table of names, in both languages."""

import pytest

from app.plans.sharing import Noted, Relation, Sharing, Warned, WhyWarned, warnings_for


FAMILY = Relation.FAMILY


def warned(recipient: str, said: str, relation: Relation = FAMILY, **more: object) -> list[str]:
    sharing = Sharing("Gwyneth Bebb", spoken_of=(said,), **more)  # type: ignore[arg-type]
    return [each.why.value for each in warnings_for(recipient, relation, sharing)]


@pytest.mark.parametrize(
    ("recipient", "said"),
    [
        ("Gareth", "Gareth shouts at me."),
        ("Gareth Evans", "It is Gareth who takes my money."),
        ("Mr Gareth Evans", "gareth shouts"),
        ("Gareth Evans", "Gareth's temper frightens me."),
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
    there = ("Robert Hughes (Bob)", "Olwen")
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
    sharing = Sharing("Gwyneth Bebb", spoken_of=("Emyr shouts.", "Emyr shouts."))
    assert len(warnings_for("Emyr", FAMILY, sharing)) == 1
