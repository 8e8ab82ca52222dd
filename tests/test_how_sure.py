"""How sure are you?: every number that the view can show is what the library counts among the same virtual hips."""

import numpy as np
import pytest
import traitlets

import glutlearn as gl
from glutlearn.explorers import HowSure
from glutlearn.explorers import explorer as base
from glutlearn.explorers.how_sure import ANTEVERSION, ATTACHMENT, AXES, HIPS, MUSCLES, SEED, TILT
from glutlearn.straight_lines import axis_in_thigh, straight_ends, straight_inversions

BUDGET = 600_000  # bytes of counts: what a photograph on the page would weigh
HALF_STEP = 0.00501  # degrees; angles are sent in hundredths

# Corners, the middle, and what lies between them.
STOPS = [(0.0, 0, 0), (5.0, 0, 0), (10.0, -20, 20), (7.5, 20, -20), (2.5, 15, -10), (10.0, -5, 15)]


@pytest.fixture(autouse=True)
def drawing_code(tmp_path, monkeypatch):
    """A stand-in for the bundle, so that these tests need no Node."""
    (tmp_path / "how_sure.js").write_text("export default { render() {} };", encoding="utf-8")
    monkeypatch.setattr(base, "BUNDLES", tmp_path)


def table(view, name):
    place = view.tables[name]
    numbers = np.frombuffer(view.counts, dtype="<u2")
    return numbers[place["offset"] :][: int(np.prod(place["shape"]))].reshape(place["shape"])


def virtual(name, millimetres, version, tilt=0):
    hip = gl.load_anatomy(name).select(list(MUSCLES))
    return gl.virtual_hips(hip, HIPS, millimetres / 1000, version, tilt, seed=SEED)


def first_angles(name, about, millimetres, version, tilt):
    """The angle at which each muscle's role turns over first, (muscle, hip); infinite where it never does."""
    hips = virtual(name, millimetres, version, tilt)
    found = np.stack([gl.inversion_angles(hips, muscle, about).isel(root=0) for muscle in MUSCLES])
    return np.where(np.isnan(found), np.inf, found)


@pytest.mark.parametrize("name", gl.anatomies())
@pytest.mark.parametrize("about", AXES)
@pytest.mark.parametrize(("millimetres", "version", "tilt"), STOPS)
def test_what_is_sent_is_what_the_library_counts(name, about, millimetres, version, tilt):
    view = HowSure()
    node = gl.anatomies().index(name), AXES.index(about), ATTACHMENT.index(millimetres), ANTEVERSION.index(version)
    here = (*node, TILT.index(tilt))
    angles = first_angles(name, about, millimetres, version, tilt)
    found = np.isfinite(angles)
    np.testing.assert_array_equal(table(view, "without")[here], (~found).sum(axis=1))
    np.testing.assert_array_equal(table(view, "inside")[here], ((angles >= 45) & (angles <= 65)).sum(axis=1))
    before = (angles[:, None] < angles[None]).sum(axis=2)
    np.testing.assert_array_equal(table(view, "before")[here], before)
    for sent, own, finite in zip(table(view, "quantiles")[here], angles, found, strict=True):
        if finite.sum() < 20:
            assert (sent == view.facts["absent"]).all()
        else:
            wanted = np.quantile(own[finite], [0.5, 0.05, 0.95])
            np.testing.assert_allclose(sent * view.facts["fineness"], wanted, atol=HALF_STEP)


@pytest.mark.parametrize("about", AXES)
def test_shares_are_those_of_inversion_angles(about):
    """The shortest way to the same numbers, as the docstring and the lesson go it."""
    view = HowSure()
    hips = virtual("delp1990", 5, 10)
    node = gl.anatomies().index("delp1990"), AXES.index(about), ATTACHMENT.index(5), ANTEVERSION.index(10)
    for index, muscle in enumerate(MUSCLES):
        angles = gl.inversion_angles(hips, muscle, about=about).isel(root=0).values
        inside = int(((angles >= 45) & (angles <= 65)).sum())
        assert table(view, "inside")[(*node, TILT.index(0), index)] == inside
        assert table(view, "without")[(*node, TILT.index(0), index)] == np.isnan(angles).sum()


def test_histograms_hold_every_hip_that_switches_once():
    view = HowSure()
    histogram, without = table(view, "histogram"), table(view, "without")
    edges = view.facts["bins"]["first"] + view.facts["bins"]["width"] * np.arange(histogram.shape[-1])
    shown = (edges >= 0) & (edges < 120)
    untilted = TILT.index(0)
    # A hip whose first inversion lies below 0° can have a second one: at most 1 in 200 at the ends of the sliders.
    missing = HIPS - histogram[..., shown].sum(axis=-1) - without[:, :, :, :, untilted].astype(int)
    assert np.abs(missing).max() <= HIPS / 200
    assert (missing == 0).mean() > 0.95


def test_the_window_s_bars_add_up_to_its_share_whatever_the_tilt():
    view = HowSure()
    histogram, inside = table(view, "histogram"), table(view, "inside")
    edges = view.facts["bins"]["first"] + view.facts["bins"]["width"] * np.arange(histogram.shape[-1])
    for index, tilt in enumerate(TILT):
        bars = histogram[..., (edges >= 45 + tilt) & (edges < 65 + tilt)].sum(axis=-1)
        assert np.abs(bars - inside[:, :, :, :, index].astype(int)).max() <= HIPS / 200


@pytest.mark.parametrize("name", gl.anatomies())
@pytest.mark.parametrize("about", AXES)
def test_straight_lines_invert_where_the_library_finds_it_by_looking_everywhere(name, about):
    hips = virtual(name, 8, -10)
    found = straight_inversions(*straight_ends(hips), axis_in_thigh(hips, about))
    for index, muscle in enumerate(MUSCLES):
        wanted = gl.inversion_angles(hips, muscle, about=about).values[:, :2].T
        np.testing.assert_allclose(np.where(np.isinf(found[:, index]), np.nan, found[:, index]), wanted, atol=1e-9)


def test_a_line_over_a_cylinder_is_refused():
    with pytest.raises(ValueError, match="does not pull straight"):
        straight_ends(gl.load_anatomy("rajagopal2016").select(["gluteus_maximus_superior"]))


@pytest.mark.parametrize("about", AXES)
def test_the_published_hip_stands_where_the_library_puts_it(about):
    for one in HowSure().facts["anatomies"]:
        hip = gl.load_anatomy(one["name"])
        for muscle, angle in zip(MUSCLES, one["published"][about], strict=True):
            wanted = gl.inversion_angles(hip, muscle, about=about).values
            assert (angle is None) == (wanted.size == 0)
            if angle is not None:
                assert angle == pytest.approx(wanted[0], abs=0.01)


def test_the_view_stays_light():
    view = HowSure()
    assert len(view.counts) + len(view.data) < BUDGET


def test_repr_and_traits():
    view = HowSure(anatomy="dostal1981", predict=False)
    assert repr(view) == (
        "HowSure(anatomy='dostal1981', upper='piriformis', lower='gluteus_medius_posterior', about='thigh', "
        "attachment_mm=5)"
    )
    assert (view.stage, view.n, view.seed) == ("explore", 1000, 0)
    view.attachment_mm = 7.5
    view.lower = "gluteus_minimus_posterior"
    assert (view.attachment_mm, view.lower) == (7.5, "gluteus_minimus_posterior")
    with pytest.raises(traitlets.TraitError):
        view.n = 10


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"attachment_mm": 3}, "attachment_mm is 3; write one of 0, 2.5, 5, 7.5, 10"),
        ({"anteversion_deg": 25}, "anteversion_deg is 25; write one of -20, -15"),
        ({"pelvic_tilt_deg": float("nan")}, "pelvic_tilt_deg is nan; write one of -20"),
        ({"about": "femur"}, "'femur' is no axis here; write one of thigh, clam"),
        ({"anatomy": "delp"}, "'delp' is no anatomy here"),
        ({"muscles": ["piriformis", "psoas_major"]}, "'psoas_major' is no muscle here"),
        ({"muscles": ["piriformis", "piriformis"]}, "write two different ones"),
        ({"muscles": "piriformis"}, "write two different ones"),
        ({"muscles": 5}, "muscles is 5; write two different ones"),
        ({"attachment_mm": None}, "attachment_mm is None; write one of 0, 2.5"),
    ],
)
def test_wrong_values_are_refused_with_what_to_write(wrong, says):
    with pytest.raises(traitlets.TraitError, match=says):
        HowSure(**wrong)
