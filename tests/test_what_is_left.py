"""What is left: every number that the view can show is what the library answers at that stop of the controls."""

import random

import numpy as np
import pytest
import traitlets

import glutlearn as gl
from glutlearn.explorers import WhatIsLeft
from glutlearn.explorers import explorer as base
from glutlearn.explorers.explorer import pack
from glutlearn.explorers.loss_cases import CASES, GROUPS, MEDIUS, PARTS, STATE, capacity_of, cases, members
from glutlearn.explorers.loss_grid import FINENESS, MIDDLE
from glutlearn.explorers.yardsticks import STRONG, finding
from losses import HEALTHY, asked, fresh, state_of

BUDGET = 1_000_000  # bytes of counts: about ten times the drawing code

# Half a step of what is sent, and what the solver leaves open: activations to 1e-5, so forces of 2000 N to 0.02 N.
SOLVER = {"activation": 0.001, "force": 0.05, "moment": 0.003, "contact": 0.0005, "missing": 0.005}

IDLE = 0.5  # N: nobody would call that work


@pytest.fixture(autouse=True)
def drawing_code(tmp_path, monkeypatch):
    """A stand-in for the bundle, so that these tests need no Node."""
    (tmp_path / "what_is_left.js").write_text("export default { render() {} };", encoding="utf-8")
    monkeypatch.setattr(base, "BUNDLES", tmp_path)


def table(view, name):
    place = view.tables[name]
    numbers = np.frombuffer(view.counts, dtype="<u2")
    return numbers[place["offset"] :][: int(np.prod(place["shape"]))].reshape(place["shape"])


def shown(view, state):
    """What the view shows at a stop of its controls: {quantity: array over bars, or number}."""
    stops = {one["name"]: one["values"] for one in view.facts["stops"]}
    places = tuple(stops[name].index(state[name]) for name in stops)
    columns = table(view, "answers")[table(view, "index")[places]].astype(float)
    bars = len(view.facts["groups"])
    return {
        "activation": columns[:bars] * FINENESS["activation"],
        "force": columns[bars : 2 * bars] * FINENESS["force"],
        "moment": (columns[2 * bars : 3 * bars] - MIDDLE) * FINENESS["moment"],
        "contact": columns[-2] * FINENESS["contact"],
        "missing": columns[-1] * FINENESS["missing"],
    }


def sample(count):
    """Stops of all controls, drawn with a fixed seed."""
    draw = random.Random(7)
    stops = {name: list(values) for name, values in STATE.items()}
    return [{name: draw.choice(values) for name, values in stops.items()} for _ in range(count)]


CORNERS = [
    state_of(),
    state_of(atrophy=40),
    state_of(inhibition=100),
    state_of(inhibition=80, facilitation=80, band="gold"),
    state_of(part="gluteus_medius", atrophy=80, inhibition=50, band="gold", flexion=0),
    state_of(part="gluteus_medius+gluteus_minimus", atrophy=80, inhibition=90, facilitation=24, band="tan", flexion=15),
    state_of(part="gluteus_medius_anterior", atrophy=60, inhibition=90, flexion=0, band="black"),
    state_of(part="gluteus_medius_anterior+gluteus_medius_middle", inhibition=100, facilitation=49, flexion=30),
    state_of(part="gluteus_medius", atrophy=17.5, band="gold", flexion=90),
]


@pytest.mark.parametrize(("name", "count"), [("delp1990", 160), ("rajagopal2016", 60), ("uhlrich2022", 60)])
def test_what_is_shown_is_what_the_library_answers(name, count):
    view, hip = WhatIsLeft(anatomy=name), gl.load_anatomy(name)
    for state in [*CORNERS, *sample(count)]:
        numbers = fresh(hip, state)
        assert numbers.pop("rest") < IDLE, state
        here = shown(view, state)
        for quantity, value in numbers.items():
            tolerance = FINENESS[quantity] / 2 + SOLVER[quantity]
            wanted = list(value.values()) if isinstance(value, dict) else value
            np.testing.assert_allclose(here[quantity], wanted, atol=tolerance, err_msg=f"{quantity} at {state}")


def test_the_muscles_that_have_a_bar_are_in_one_only():
    for name in STRONG:
        hip = gl.load_anatomy(name)
        places = [place for names in GROUPS.values() for place in members(hip, names)]
        assert len(places) == len(set(places))


@pytest.mark.parametrize("case", list(CASES)[1:])
@pytest.mark.parametrize("name", STRONG)
def test_a_patient_is_the_preset_of_the_library(name, case):
    hip = gl.load_anatomy(name)
    view = WhatIsLeft(case=case, anatomy=name)
    here = {trait: getattr(view, trait) for trait in STATE}
    own, preset = capacity_of(hip, here), gl.capacity(hip, preset=case)
    for kind in ("strength", "drive", "cost"):
        np.testing.assert_allclose(own[kind], preset[kind], atol=1e-12)


def test_patients_tell_what_was_measured_and_what_was_not():
    found = {one["name"]: one for one in cases()}
    assert [found[name]["inhibition"] for name in CASES] == [0, 32, 0, 20]
    assert [found[name]["atrophy"] for name in CASES] == [0, 0, 17.5, 0]
    for name, one in found.items():
        assert "Not measured" in one["short"] and one["measured"] and one["not_measured"]
        assert (name == "healthy") == (one["study"] == "")
    assert "Measured: torque 32 % lower" in found["gluteal_tendinopathy"]["short"]
    assert "32 %" in found["gluteal_tendinopathy"]["measured"]
    presets = gl.capacity_presets()
    larger = presets[(presets["preset"] == "chronic_hip_joint_pain") & (presets["kind"] == "atrophy")]
    assert "15 % LARGER" in larger["measured"].item()
    assert "torque 20 % lower, muscles larger" in found["chronic_hip_joint_pain"]["short"]


@pytest.mark.parametrize("trait", ["atrophy", "inhibition", "flexion", "facilitation"])
def test_the_documentation_names_the_stops(trait):
    *others, last = [f"{stop:g}" for stop in STATE[trait]]
    described = WhatIsLeft.__doc__.split(f"    {trait} : float\n")[1].split(" : ")[0]
    assert f"{', '.join(others)} or {last}." in described


def test_lost_drive_shows_only_under_load():
    view = WhatIsLeft()
    lost = {"part": "gluteus_medius+gluteus_minimus", "inhibition": 50}
    unloaded, healthy = shown(view, state_of(**lost)), shown(view, state_of())
    np.testing.assert_array_equal(unloaded["force"], healthy["force"])
    gold = {"band": "gold"}
    loaded, healthy = shown(view, state_of(**lost, **gold)), shown(view, state_of(**gold))
    posterior = MEDIUS.index("gluteus_medius_posterior")
    assert healthy["activation"][posterior] > 60
    assert loaded["activation"][posterior] == pytest.approx(50)


def test_a_load_that_cannot_be_held_says_what_is_missing():
    view = WhatIsLeft(anatomy="rajagopal2016")
    assert shown(view, state_of(band="gold", flexion=90))["missing"] > 5
    assert shown(view, state_of(band="gold", flexion=45))["missing"] == 0


def test_whoever_opens_the_knee_weight_and_band_ask_the_same():
    view = WhatIsLeft()
    for state in sample(60):
        here, healthy = shown(view, state), shown(view, state | HEALTHY)
        if here["missing"] or healthy["missing"]:
            continue
        # Ten bars, each rounded to half a step.
        assert here["moment"].sum() == pytest.approx(healthy["moment"].sum(), abs=0.1)


@pytest.mark.parametrize("name", STRONG)
def test_bands_and_strengths_are_the_library_s(name):
    view, hip = WhatIsLeft(anatomy=name), gl.load_anatomy(name)
    numbers = np.frombuffer(view.data, dtype="<f4")

    def sent(key):
        place = view.arrays[key]
        return numbers[place["offset"] :][: int(np.prod(place["shape"]))].reshape(place["shape"])

    clam, loads, _ = asked(name, "blue", 65)
    band = loads[-1]
    row, column = gl.band_colours().index("blue"), STATE["flexion"].index(65)
    assert sent("tension")[row, column] == pytest.approx(float(band.tension), abs=1e-3)
    closing = -float(band.moment @ gl.clam_axis(hip, clam.posture))
    assert sent("closing")[row, column] == pytest.approx(closing, abs=1e-3)
    full = [gl.load_anatomy(name).lines[place] for place in members(hip, [MEDIUS[0]])]
    assert sent("newtons")[0] == pytest.approx(
        sum(line.max_isometric_force * np.cos(np.radians(line.pennation)) for line in full), abs=0.01
    )


def test_yardsticks_come_from_the_evidence():
    facts = WhatIsLeft().facts
    assert facts["walking"]["value"] == 2.38
    assert "Bergmann" in facts["walking"]["study"]
    assert (facts["threshold"]["from"], facts["threshold"]["to"]) == (40, 60)
    assert "41 to 60" in finding("Ebert 2017")["value"]
    assert [one["at"] for one in facts["aids"]] == [24, 49]
    assert facts["band_spread"] == 0.3
    assert all("higher" in one["value"] for one in facts["emg"])


def test_the_view_stays_light():
    view = WhatIsLeft()
    assert len(view.counts) + len(view.data) < BUDGET


def test_counts_are_whole_numbers():
    assert np.frombuffer(pack({"a": [1, 65535]}, "<u2")[0], dtype="<u2").tolist() == [1, 65535]
    for wrong in ([0.5], [-1], [65536]):
        with pytest.raises(ValueError, match="no whole number from 0 to 65535"):
            pack({"a": np.array(wrong)}, "<u2")


def test_repr_and_traits():
    view = WhatIsLeft(case="gluteal_tendinopathy", band="blue", predict=False)
    assert repr(view) == (
        "WhatIsLeft(case='gluteal_tendinopathy', part='gluteus_medius+gluteus_minimus', atrophy=0, inhibition=32, "
        "facilitation=0, band='blue', flexion=45, anatomy='delp1990')"
    )
    assert (view.stage, view.prediction) == ("explore", None)
    view.part = "gluteus_medius_anterior"
    assert view.case == "own"
    view.case = "advanced_hip_oa"
    assert (view.part, view.atrophy, view.inhibition) == ("gluteus_medius", 17.5, 0)
    view.atrophy = 0
    assert view.case == "healthy"


def test_a_part_may_differ_from_the_patient_s():
    view = WhatIsLeft(case="advanced_hip_oa", part="gluteus_medius_posterior", inhibition=20)
    assert (view.part, view.atrophy, view.inhibition) == ("gluteus_medius_posterior", 17.5, 20)
    assert WhatIsLeft().atrophy == 40


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"case": "own"}, "'own' is no case here; write one of healthy, gluteal_tendinopathy"),
        ({"part": "gluteus_medius_front"}, "'gluteus_medius_front' is no part here; did you mean"),
        ({"atrophy": 33}, "atrophy is 33; write one of 0, 17.5, 30, 40, 60, 80"),
        ({"inhibition": float("nan")}, "inhibition is nan; write one of 0, 20, 32"),
        ({"facilitation": 100}, "facilitation is 100; write one of 0, 24, 49, 80"),
        ({"flexion": 50}, "flexion is 50; write one of 0, 15, 30, 45, 55, 65, 75, 90"),
        ({"band": "pink"}, "'pink' is no band here; write one of none, tan"),
        ({"anatomy": "dostal1981"}, "'dostal1981' tells no muscle's strength; write one of delp1990"),
    ],
)
def test_wrong_values_are_refused_with_what_to_write(wrong, says):
    with pytest.raises(traitlets.TraitError, match=says):
        WhatIsLeft(**wrong)


def test_every_part_is_known_to_the_library():
    for name in STRONG:
        hip = gl.load_anatomy(name)
        for part in PARTS:
            assert members(hip, part.split("+"))
