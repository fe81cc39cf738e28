"""What the tagger learns from is enough, varied, free of slips, and coded by more than one."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from outcome_mapping.framework import KINDS, load_framework
from outcome_mapping.training.utterances import (
    CAREFUL_COLUMNS,
    COLUMNS,
    Utterance,
    UtteranceRefused,
    held_out,
    load_careful,
    load_uncoded,
    load_utterances,
    read_utterances,
)


def written(folder: Path, line: str) -> Path:
    path = folder / "some.tsv"
    path.write_text("\t".join(COLUMNS) + f"\n{line}\n", "utf-8")
    return path


def coded(folder: Path, codes: str) -> Utterance:
    [one] = read_utterances(written(folder, f"Hello\t{codes}"), "en")
    return one


def test_there_are_enough_in_each_language() -> None:
    languages = Counter(utterance.language for utterance in load_utterances())
    assert languages["en"] >= 4000
    assert languages["cy"] >= 1500


def test_every_key_is_taught_in_both_languages() -> None:
    framework = load_framework()
    for language in ("en", "cy"):
        taught = Counter(
            name for one in load_utterances() if one.language == language for name in one.keys
        )
        for kind in KINDS:
            for key in framework.keys(kind):
                assert taught[kind, key] >= 10, (language, kind, key)


def test_every_question_and_voice_is_heard() -> None:
    assert {one.question for one in load_utterances()} == {*range(1, 12), None}
    assert {one.voice for one in load_utterances()} == {
        "person",
        "carer",
        "family",
        "note",
        "child",
    }


def test_no_utterance_is_written_twice() -> None:
    both = (*load_utterances(), *load_uncoded())
    counts = Counter(" ".join(one.text.casefold().split()) for one in both)
    assert [text for text, count in counts.items() if count > 1] == []


def test_what_only_the_large_network_reads_is_one_utterance_a_line() -> None:
    uncoded = load_uncoded()
    assert {one.language for one in uncoded} == {"cy", "en"}
    assert len(uncoded) > 10_000
    assert all(one.text == one.text.strip() and "\t" not in one.text for one in uncoded)
    assert all(one.text for one in uncoded)


def test_nearly_all_that_is_held_out_is_coded_twice() -> None:
    _teach, rest = held_out(load_utterances())
    twice = [one for one in rest if one.second is not None]
    assert len(twice) > 0.9 * len(rest)
    assert any(one.second != one.keys for one in twice)


def test_most_that_teaches_is_coded_twice_and_a_third_settles_what_differed() -> None:
    teach, _rest = held_out(load_utterances())
    assert sum(one.second is not None for one in teach) > 0.8 * len(teach)
    by_a_third = [one for one in teach if one.third is not None]
    assert len(by_a_third) > 0.1 * len(teach)
    assert all(one.second is not None for one in by_a_third)


def test_what_only_one_coder_saw_is_believed_in_part(tmp_path: Path) -> None:
    one = coded(tmp_path, "HOME RELATE\tSELF\tSTRENGTH\t\tperson\tx\tHOME LEARN\t-\t-\t\t\t")
    keys = ("HOME", "RELATE", "LEARN", "RIGHTS")
    assert [one.belief(("domain", key)) for key in keys] == [
        pytest.approx(share) for share in (1, 1 / 3, 2 / 3, 0)
    ]
    assert one.belief(("asset", "SELF")) == pytest.approx(1 / 3)
    assert not one.settled


def test_of_three_coders_two_decide(tmp_path: Path) -> None:
    writer, second, third = (
        "HOME RELATE\tSELF\tSTRENGTH",
        "HOME LEARN\t-\t-",
        "RELATE\tSELF\tSTRENGTH",
    )
    one = coded(tmp_path, f"{writer}\t\tperson\tx\t{second}\t{third}")
    keys = ("HOME", "RELATE", "LEARN", "RIGHTS")
    assert [one.belief(("domain", key)) for key in keys] == [
        pytest.approx(share) for share in (2 / 3, 2 / 3, 1 / 3, 0)
    ]
    assert one.settled


def test_who_names_a_domain_alone_has_not_spoken_against_a_statement(tmp_path: Path) -> None:
    one = coded(tmp_path, "HOME-1 RELATE-2\t\tCIRCUMSTANCE\t\tperson\tx\tHOME\t-\t-\t\t\t")
    assert one.belief(("statement", "HOME-1")) == 1
    assert one.belief(("statement", "RELATE-2")) == pytest.approx(1 / 3)


def test_the_halves_of_a_pair_are_never_parted() -> None:
    teach, rest = held_out(load_utterances())
    assert not {one.pair for one in teach if one.pair} & {one.pair for one in rest if one.pair}
    assert len(rest) > 800
    assert not set(teach) & set(rest)


def test_what_two_coders_saw_differently_and_no_third_settled_teaches_nothing(
    tmp_path: Path,
) -> None:
    one = coded(tmp_path, "HOME\t\tCIRCUMSTANCE\t\tperson\tx\tLEARN\t-\t-\t\t\t")
    disputed = tuple(replace(one, text=f"Number {number}.") for number in range(100))
    teach, rest = held_out(disputed)
    assert teach == ()
    assert 0 < len(rest) < len(disputed)
    agreed = tuple(replace(other, second=other.keys) for other in disputed)
    assert len(held_out(agreed)[0]) == len(disputed) - len(rest)
    teach, _rest = held_out(load_utterances())
    assert all(other.settled or other.pair for other in teach)


def test_a_good_part_of_what_teaches_is_said_outright() -> None:
    teach, rest = held_out(load_utterances())
    for some in (teach, rest):
        for language in ("en", "cy"):
            plain = Counter(one.plain for one in some if one.language == language)
            assert plain[True] > 0.25 * plain.total()


def test_thresholds_are_settled_by_careful_coders_on_what_teaches_nothing() -> None:
    _teach, rest = held_out(load_utterances())
    apart = {one.text: one for one in rest}
    careful = load_careful()
    assert set(careful) <= set(apart)
    kinds = Counter((apart[text].plain, apart[text].language) for text in careful)
    assert kinds[True, "en"] >= 1500
    assert kinds[True, "cy"] >= 300
    assert kinds[False, "en"] >= 400
    assert kinds[False, "cy"] >= 200
    framework = load_framework()
    for kind in ("domain", "asset", "element"):
        for key in framework.keys(kind):
            assert sum((kind, key) in seen for seen in careful.values()) >= 30, key


def test_of_three_careful_coders_two_decide(tmp_path: Path) -> None:
    path = tmp_path / "careful.tsv"
    coders = ("HOME\tSELF\tSTRENGTH", "HOME LEARN\t-\tBARRIER", "RELATE\tSELF\tSTRENGTH")
    path.write_text("\t".join(CAREFUL_COLUMNS) + "\nHello\t" + "\t".join(coders), "utf-8")
    assert load_careful(path)["Hello"] == {
        ("domain", "HOME"),
        ("asset", "SELF"),
        ("element", "STRENGTH"),
    }
    path.write_text("\t".join(CAREFUL_COLUMNS) + "\nHello\t" + "\t".join(coders[:2]), "utf-8")
    load_careful.cache_clear()
    with pytest.raises(UtteranceRefused, match=r"careful.tsv:2: 7 columns instead of 10"):
        load_careful(path)
    unsure = (*coders[:2], "RELATE\t\tRISK")
    path.write_text("\t".join(CAREFUL_COLUMNS) + "\nHello\t" + "\t".join(unsure), "utf-8")
    with pytest.raises(UtteranceRefused, match=r"careful.tsv:2: a cell is empty"):
        load_careful(path)


def test_what_a_second_coder_wrote_is_checked_even_if_not_all_is_there(tmp_path: Path) -> None:
    with pytest.raises(UtteranceRefused, match=r"some.tsv:2: there is no domain NOPE"):
        coded(tmp_path, "RELATE\t\tCIRCUMSTANCE\t1\tperson\tx\tNOPE\t\t\t\t\t")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Hello\tNOPE\t\tCIRCUMSTANCE\t1\tperson\tx", "no domain NOPE"),
        ("Hello\tRELATE-9\t\tCIRCUMSTANCE\t1\tperson\tx", "no statement RELATE-9"),
        ("Hello\tRELATE\tSELF\tCIRCUMSTANCE\t1\tperson\tx", "exactly when an asset"),
        ("Hello\tRELATE\t\tSTRENGTH\t1\tperson\tx", "exactly when an asset"),
        ("Hello\tRELATE\t\t\t1\tperson\tx", "at least one element"),
        ("Hello\tRELATE\t\tCIRCUMSTANCE\t1\tsomebody\tx", "no voice"),
        ("Hello\tRELATE", "columns"),
        ("Hello\t-\t\tCIRCUMSTANCE\t1\tperson\tx", "no (domain|statement)"),
    ],
)
def test_a_line_that_breaks_the_rules_is_refused_by_name(
    tmp_path: Path, line: str, fault: str
) -> None:
    path = written(tmp_path, line + "\t" * 6)
    with pytest.raises(UtteranceRefused, match=fault) as refused:
        list(read_utterances(path, "en"))
    assert "some.tsv:2" in str(refused.value)
