from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.cells.measures import measure_key


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["1 kB", "1 KiB", "500 MB", "1 GB", "1.5 GB", "10 GB", "1 TB"], id="sizes"),
        pytest.param(["56 kbps", "1 Mbps", "1 MB/s", "1 Gbps"], id="rates"),
        pytest.param(["0:45", "1:30", "9:59", "10:30", "1:02:00"], id="minutes and hours on a clock"),
        pytest.param(["9:30 am", "12:15 pm", "1:00 pm"], id="times of day"),
        pytest.param(["90 s", "2 min", "1h", "1h 30m", "3 days, 2 hours", "2 weeks"], id="durations"),
        pytest.param(["a minute ago", "2 hours ago", "1 day ago", "3 mo ago", "2 years ago"], id="ages"),
        pytest.param(["9e5", "10^6", "4×10^6", "10⁷", "1.2 × 10⁸", "1e10"], id="exponents"),
        pytest.param(["900", "5k", "3 million", "4 mn", "3bn", "4 billion", "1 tn"], id="magnitudes"),
        pytest.param(["50 nm", "2 µm", "3 mm", "1 cm", "2 km"], id="lengths"),
        pytest.param(["300 kHz", "20 MHz", "3.5 GHz"], id="frequencies"),
        pytest.param(["~500 MB", "1-2 GB", ">3 GB"], id="signs and ranges"),
    ],
)
def test_measures_sort_by_what_they_mean(texts: list[str]) -> None:
    keys = [measure_key(text) for text in texts]

    assert None not in keys
    assert all(first < second for first, second in pairwise(keys)), keys  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("5 m", id="metres, minutes or millions"),
        pytest.param("512 B", id="bytes or billions"),
        pytest.param("16:9", id="a ratio"),
        pytest.param("1.9.1", id="a version"),
        pytest.param("3D", id="a word that begins with a digit"),
        pytest.param("1/2", id="a fraction"),
        pytest.param("many", id="a word"),
        pytest.param("", id="an empty cell"),
    ],
)
def test_what_cannot_be_compared_has_no_key(text: str) -> None:
    assert measure_key(text) is None


@given(st.text("0123456789:.,^-−×e⁻⁰¹ hmMGBs") | st.text())
def test_any_text_has_a_number_or_none(text: str) -> None:
    value = measure_key(text)
    assert value is None or isinstance(value, (int, float))
