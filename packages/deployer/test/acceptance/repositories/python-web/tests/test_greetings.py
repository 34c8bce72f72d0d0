import pytest

from greetings import greeting, part_of_day


@pytest.mark.parametrize(
    "hour, part", [(0, "morning"), (11, "morning"), (12, "afternoon"), (18, "evening")]
)
def test_part_of_day(hour, part):
    assert part_of_day(hour) == part


def test_greeting_names_the_visitor():
    assert greeting(" Ada ", 9) == "good morning, Ada"


def test_greeting_of_nobody():
    assert greeting("", 20) == "good evening, stranger"
