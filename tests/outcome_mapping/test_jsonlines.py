"""The tagger over JSON lines: in order, one out for one in, and no words in an error."""

import json

import pytest

from outcome_mapping.jsonlines import TagLine, tag_lines


def tagged(*lines: str) -> list[TagLine]:
    """Run the tagger over some lines."""
    return list(tag_lines(lines))


def test_a_line_gives_its_id_its_sorted_keys_and_its_findings() -> None:
    text = "I fell in the bath. My daughter does my shopping."
    [line] = tagged(json.dumps({"id": "a", "text": text}))
    assert not line.failed
    assert list(line.output) == ["id", "domains", "assets", "elements", "findings"]
    assert line.output["id"] == "a"
    assert line.output["domains"] == ["HEALTH", "RELATE"]
    assert line.output["assets"] == ["PEOPLE"]
    finding = line.output["findings"][0]
    assert list(finding) == ["kind", "key", "start", "end", "source", "rule", "score", "reason"]
    assert text[finding["start"] : finding["end"]] in text


def test_lines_come_out_in_the_order_they_went_in() -> None:
    lines = tagged(*(json.dumps({"id": number, "text": "x"}) for number in (3, 1, 2)))
    assert [line.output["id"] for line in lines] == [3, 1, 2]


def test_the_reason_is_in_the_language_of_the_line() -> None:
    text = "Mae fy merch yn helpu gyda'r siopa."
    [line] = tagged(json.dumps({"id": "a", "text": text, "lang": "cy"}))
    reasons = {finding["reason"] for finding in line.output["findings"]}
    assert "aelod o'r teulu neu ffrind sy'n helpu" in reasons


@pytest.mark.parametrize(
    "bad",
    [
        "secret words",
        '"secret"',
        "[" * 100_000,
        '{"text": "secret"}',
        '{"id": 1}',
        '{"id": 1, "text": 5}',
        '{"id": null, "text": "secret"}',
        '{"id": 1, "text": "secret", "lang": "fr"}',
        '{"id": 1, "text": "secret", "question": 12}',
        '{"id": 1, "text": "secret", "question": {"a": 1}}',
        '{"id": 1, "text": "secret \\ud800"}',
        json.dumps({"id": 1, "text": "secret " * 20_000}),
    ],
)
def test_a_bad_line_is_named_by_number_without_its_words_and_the_run_goes_on(bad: str) -> None:
    good = json.dumps({"id": "good", "text": "I fell."})
    first, second, third = tagged(good, bad, good)
    assert second.failed
    assert list(second.output) == ["line", "error"]
    assert second.output["line"] == 2
    assert second.output["error"].endswith(".")
    assert "secret" not in second.as_json()
    assert first.output["id"] == third.output["id"] == "good"


def test_a_blank_line_is_passed_over_but_still_counted() -> None:
    lines = tagged("", "nonsense")
    assert [line.output["line"] for line in lines] == [2]


def test_a_line_of_output_is_one_line_of_json() -> None:
    [line] = tagged(json.dumps({"id": "a", "text": "Mae'r tŷ'n oer.\nIawn."}))
    assert "\n" not in line.as_json()
    assert json.loads(line.as_json()) == line.output
