"""The door to JSON: what comes in is bounded, what goes out comes back."""

import json
from contextlib import nullcontext, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Reason, RejectionError
from schemas.codec import MAX_DEPTH, decode, encode, refuse_large_integers

REJECTED = [
    (b"{", Reason.NOT_JSON),
    (b"", Reason.NOT_JSON),
    (b'{"a": NaN}', Reason.NOT_JSON),
    (b'{"a": "\\ud800"}', Reason.NOT_JSON),
    (b'{"a": "\xff"}', Reason.NOT_UTF8),
    (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), Reason.TOO_DEEP),
    (b'{"a":' * 5000 + b"1" + b"}" * 5000, Reason.TOO_DEEP),
    (b" " * 101, Reason.TOO_LARGE),
    (b'{"a": 18446744073709551616}', Reason.INVALID_FIELD),
    (b'{"a": "\\"", "b": [-9223372036854775809]}', Reason.INVALID_FIELD),
    (b"9" * 300, Reason.INVALID_FIELD),
]

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
)


@pytest.mark.parametrize(("data", "reason"), REJECTED)
def test_what_cannot_be_read_has_a_reason(data: bytes, reason: Reason) -> None:
    with pytest.raises(RejectionError) as caught:
        decode(data, max_bytes=100 if reason is Reason.TOO_LARGE else None)
    assert caught.value.reason is reason
    assert caught.value.message


@given(json_values)
def test_what_is_written_is_read_again(value: object) -> None:
    assert decode(encode(value), max_depth=1000) == value


@given(st.binary())
def test_any_bytes_are_read_or_have_a_reason(data: bytes) -> None:
    with suppress(RejectionError):
        decode(data)


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"18446744073709551615", 2**64 - 1),
        (b"-9223372036854775808", -(2**63)),
        (b"18446744073709551616.0", 2.0**64),
        (b"18446744073709551616e0", 2.0**64),
        (b"0.18446744073709551616", 0.18446744073709551616),
        (b'"18446744073709551616 \\" 18446744073709551616"', '18446744073709551616 " 18446744073709551616'),
    ],
)
def test_a_number_is_read_as_it_stands(data: bytes, value: object) -> None:
    """JSON gives integers no bounds, and one of more than 64 bits would come out as a float, a little off."""
    assert decode(data) == value


@given(st.lists(st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(), max_size=5))
def test_no_integer_becomes_a_float(values: list[object]) -> None:
    try:
        read = decode(json.dumps(values, ensure_ascii=False).encode("utf-8", "replace"))
    except RejectionError:
        assert any(isinstance(value, int) and not -(2**63) <= value < 2**64 for value in values)
    else:
        assert [type(value) for value in read] == [type(value) for value in values]


def test_nesting_up_to_the_limit_is_read() -> None:
    assert decode(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


def test_a_byte_order_mark_is_no_error() -> None:
    assert decode(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@given(st.lists(st.integers(min_value=-(10**25), max_value=10**25) | st.text("0123456789x", max_size=40), max_size=4))
def test_an_integer_of_more_than_64_bits_is_found_wherever_it_stands(values: list[int | str]) -> None:
    data = json.dumps(values).encode()
    large = any(isinstance(value, int) and not -(2**63) <= value < 2**64 for value in values)
    decode(data, any_integer=True)
    with pytest.raises(RejectionError) if large else nullcontext():
        refuse_large_integers(data)
