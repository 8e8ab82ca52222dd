"""What a muscle still has: shares, parts, layers, presets with their sources, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

import glutlearn as gl

PARTS = ["gluteus_medius_anterior", "gluteus_medius_middle", "gluteus_medius_posterior"]


def hip() -> gl.Anatomy:
    return gl.load_anatomy("rajagopal2016")


def test_nothing_is_lost_where_nothing_is_given():
    left = gl.capacity(hip())
    assert left.muscle.values.tolist() == list(hip().muscles)
    assert all((left[name] == 1).all() for name in ("strength", "drive", "cost"))


def test_a_group_means_its_parts_and_the_more_exact_name_wins():
    for given in (
        {"gluteus_medius": 0.2, "gluteus_medius_posterior": 0.5},
        {"gluteus_medius_posterior": 0.5, "gluteus_medius": 0.2},
    ):
        left = gl.capacity(hip(), atrophy=given)
        np.testing.assert_allclose(left.strength.sel(muscle=PARTS), [0.8, 0.8, 0.5])
    assert float(left.strength.sel(muscle="gluteus_minimus_anterior")) == 1


def test_a_layer_takes_its_share_of_the_cross_section():
    key = "gluteus_medius_posterior"
    deep = gl.capacity(hip(), atrophy={f"{key}.deep": 0.5}, superficial_share=0.6)
    assert float(deep.strength.sel(muscle=key)) == pytest.approx(1 - 0.4 * 0.5)
    both = gl.capacity(hip(), inhibition={f"{key}.deep": 1, f"{key}.superficial": 1})
    assert float(both.drive.sel(muscle=key)) == pytest.approx(0)


def test_facilitation_makes_cheaper_and_is_used_more():
    clam = gl.exercise(hip(), "clam", flexion=45, opening=20)
    cue = gl.capacity(hip(), facilitation={"gluteus_medius_posterior": 0.5})
    without, cued = (gl.recruit(hip(), clam.posture, clam.loads, capacity=c).activation for c in (None, cue))
    assert float(cue.cost.sel(muscle="gluteus_medius_posterior")) == 0.5
    gain = cued.sel(muscle="gluteus_medius_posterior") / without.sel(muscle="gluteus_medius_posterior")
    assert 1.1 < float(gain) < 2


def test_inhibition_that_does_not_bind_changes_nothing():
    """A cap on drive above the working level: the clam without load does not show it. With a load it does."""
    clam = gl.exercise(hip(), "clam", flexion=45, opening=20)
    capped = gl.capacity(hip(), inhibition={"gluteus_medius_posterior": 0.7})
    band = gl.band(hip(), clam.posture, "gold", start=clam.start)
    part = {"muscle": "gluteus_medius_posterior"}

    def works(loads, capacity):
        return float(gl.recruit(hip(), clam.posture, loads, capacity=capacity).activation.sel(part))

    assert works(clam.loads, capped) == pytest.approx(works(clam.loads, None), abs=1e-9)
    assert works([*clam.loads, band], None) > 0.3
    assert works([*clam.loads, band], capped) == pytest.approx(0.3)


def test_what_a_part_loses_others_take_over():
    clam = gl.exercise(hip(), "clam", flexion=45, opening=20)
    lost = gl.capacity(hip(), atrophy={"gluteus_medius_posterior": 1})
    whole, left = (gl.recruit(hip(), clam.posture, clam.loads, capacity=c).force for c in (None, lost))
    change = left - whole
    assert float(change.sel(muscle="gluteus_medius_posterior")) < -100
    assert float(change.sel(muscle="piriformis")) > 20


def test_presets_tell_what_was_measured_and_what_was_not():
    rows = gl.capacity_presets()
    assert set(rows.kind) == {"atrophy", "inhibition", "facilitation"}
    assert (rows.measured.str.len() > 10).all() and (rows.not_measured.str.len() > 5).all()
    assert (rows.study.str.len() > 5).all()
    values = rows.value[rows.value != ""].astype(float)
    assert ((values >= 0) & (values <= 1)).all()


@pytest.mark.parametrize("preset", sorted(set(gl.capacity_presets().preset)))
def test_every_preset_applies_to_every_anatomy_with_strengths(preset: str):
    rows = gl.capacity_presets()
    numbers = rows[(rows.preset == preset) & (rows.value != "")]
    for name in ("delp1990", "rajagopal2016", "uhlrich2022"):
        left = gl.capacity(gl.load_anatomy(name), preset=preset)
        changed = any(bool((left[kind] < 1).any()) for kind in ("strength", "drive", "cost"))
        assert changed == (len(numbers) > 0)
        assert left.attrs["preset"] == preset


def test_a_preset_can_be_changed():
    left = gl.capacity(hip(), inhibition={"gluteus_medius": 0}, preset="gluteal_tendinopathy")
    assert float(left.drive.sel(muscle="gluteus_medius_middle")) == 1
    assert float(left.drive.sel(muscle="gluteus_minimus_middle")) == pytest.approx(0.68)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"atrophy": {"gluteus_medius": 20}}, "so 0.3 for 30 %"),
        ({"inhibition": {"gluteus_medius": -0.1}}, "from 0 to 1"),
        ({"facilitation": {"gluteus_medius": 1}}, "from 0 to 0.95"),
        ({"atrophy": {"gluteus_mediu": 0.2}}, "did you mean gluteus_medius"),
        ({"atrophy": {"gluteus_medius.middle": 0.2}}, "gluteus_medius.superficial or gluteus_medius.deep"),
        (
            {"atrophy": {"gluteus_medius": 0.2, "gluteus_medius_posterior.deep": 0.2}},
            "for the whole and for a layer; write one of the two",
        ),
        ({"preset": "tendinopathy"}, "did you mean gluteal_tendinopathy"),
        ({"superficial_share": 1.2}, "a share from 0 to 1"),
        ({"superficial_share": "half"}, "superficial_share is 'half'; write a share from 0 to 1"),
        ({"atrophy": {"gluteus_medius": "0.3"}}, "atrophy of gluteus_medius is '0.3'; write a share"),
        ({"atrophy": {"gluteus_medius": None}}, "write a share from 0 to 1"),
        ({"atrophy": {5: 0.3}}, "there is no muscle or group in rajagopal2016 called '5'"),
        ({"preset": ["hip_effusion"]}, "there is no preset called"),
    ],
)
def test_bad_input_says_what_to_write(wrong: dict, message: str):
    with pytest.raises(ValueError, match=message):
        gl.capacity(hip(), **wrong)


@pytest.mark.parametrize("given", ["piriformis", 0.3, [("piriformis", 0.3)]])
def test_losses_that_are_no_dictionary_are_refused(given: object):
    with pytest.raises(TypeError, match=r"atrophy is .*; write a dictionary, such as"):
        gl.capacity(hip(), atrophy=given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("strength", np.nan, "a strength of nan; write 0 or more"),
        ("drive", 1.2, "a drive of 1.2; write 0 to 1"),
        ("cost", 0.0, "a cost of 0; write more than 0"),
    ],
)
def test_a_capacity_that_no_muscle_has_is_refused_where_it_is_used(name: str, value: float, message: str):
    pose = gl.Posture()
    left = gl.capacity(hip())
    left[name][3] = value
    with pytest.raises(ValueError, match=message):
        gl.recruit(hip(), pose, gl.limb_weight(hip(), pose), capacity=left)
    with pytest.raises(ValueError, match=message):
        gl.strongest_moment(hip(), pose, [-1, 0, 0], capacity=left)


def test_what_is_no_capacity_is_refused():
    pose = gl.Posture()
    with pytest.raises(TypeError, match=r"compute it with gl\.capacity"):
        gl.recruit(hip(), pose, gl.limb_weight(hip(), pose), capacity={"piriformis": 0.5})  # type: ignore[arg-type]
