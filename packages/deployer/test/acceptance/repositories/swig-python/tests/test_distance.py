import pytest

from distance import distance


@pytest.mark.parametrize("one, other, count", [("", "", 0), ("mill", "mild", 1), ("ore", "mill", -1)])
def test_distance(one, other, count):
    assert distance(one, other) == count


def test_what_is_no_text_is_refused():
    with pytest.raises(TypeError):
        distance("ore", 3)
