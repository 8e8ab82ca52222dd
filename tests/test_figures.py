"""The figures show what the library returns: each test reads the numbers back from the drawing."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pytest

import glutlearn as gl

mpl.use("Agg")


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    mpl.pyplot.close("all")


def drawn_heights(ax: mpl.axes.Axes, colour: str, at: float) -> list[float]:
    """Heights at one abscissa of all curves of one colour."""
    heights = [np.interp(at, line.get_xdata(), line.get_ydata()) for line in ax.lines if line.get_color() == colour]
    return [float(height) for height in heights if np.isfinite(height)]


@pytest.mark.parametrize("about", ["thigh", "clam"])
def test_curves_are_the_librarys_arms_with_outward_and_opening_up(about: gl.figures.About):
    hip = gl.load_anatomy("delp1990")
    ax = gl.figures.moment_arm_curves(hip, ["piriformis"], about=about)
    pose = gl.Posture(flexion=30, knee_flexion=90)
    axis = {"thigh": gl.thigh_axis, "clam": gl.clam_axis}[about](hip, pose)
    arm = 1000 * float(gl.moment_arms_about(hip, pose, axis).sel(muscle="piriformis"))
    upward = -arm if about == "thigh" else arm
    assert drawn_heights(ax, gl.figures.OUTWARD, 30) == [pytest.approx(upward, abs=0.01)]
    assert "outward" in ax.get_ylabel() or "opens" in ax.get_ylabel()


def test_a_curve_changes_colour_where_the_role_turns_over():
    ax = gl.figures.moment_arm_curves("delp1990", ["piriformis"])
    inversion = gl.inversion_angles(gl.load_anatomy("delp1990"), "piriformis")[0]
    for colour, inside in ((gl.figures.OUTWARD, (0, inversion)), (gl.figures.INWARD, (inversion, 120))):
        (line,) = [line for line in ax.lines if line.get_color() == colour]
        shown = np.asarray(line.get_xdata())[np.isfinite(line.get_ydata())]
        np.testing.assert_allclose([shown.min(), shown.max()], inside, atol=0.1)


def test_the_marker_stands_on_the_curve_between_whole_degrees_too():
    ax = gl.figures.moment_arm_curves("rajagopal2016", ["piriformis"], flexion=33.3)
    (marker,) = [line for line in ax.lines if list(line.get_xdata()) == [33.3]]
    arms = gl.moment_arms(gl.load_anatomy("rajagopal2016"), gl.Posture(flexion=33.3, knee_flexion=90))
    assert marker.get_ydata()[0] == pytest.approx(-1000 * float(arms.sel(muscle="piriformis", coordinate="rotation")))


def test_cadavers_stand_only_where_they_were_measured():
    def stars(**options: object) -> int:
        ax = gl.figures.moment_arm_curves("delp1990", **options)  # type: ignore[arg-type]
        return sum(line.get_marker() == "*" for line in ax.lines)

    assert stars() == 1
    assert stars(about="clam") == 0
    assert stars(muscles=["gemelli"]) == 0


def test_the_overview_has_every_inversion_of_every_anatomy():
    ax = gl.figures.inversion_overview()
    drawn = sorted(float(x) for line in ax.lines if line.get_marker() in gl.figures.MARKERS for x in line.get_xdata())
    expected = sorted(
        float(angle)
        for name in gl.anatomies()
        for muscle in gl.figures.PAIR
        for angle in gl.inversion_angles(gl.load_anatomy(name), muscle)
    )
    np.testing.assert_allclose(drawn, expected)


def test_down_the_femur_writes_the_arms_of_the_library():
    figure = gl.figures.down_the_femur("delp1990", [0, 90])
    written = [text.get_text() for ax in figure.axes for text in ax.texts]
    assert written == ["29 mm out", "30 mm out", "15 mm in", "24 mm in"]


def test_the_slope_of_the_length_is_the_arm():
    ax = gl.figures.length_and_arm("delp1990")
    (length,) = [line for line in ax.lines if line.get_color() == gl.figures.OUTWARD]
    slope = np.gradient(length.get_ydata(), np.radians(length.get_xdata()))[40]
    arms = gl.moment_arms(gl.load_anatomy("delp1990"), gl.Posture()).sel(muscle="piriformis", coordinate="rotation")
    assert slope == pytest.approx(-1000 * float(arms), abs=0.05)


def test_names_are_spoken_in_the_order_of_speech():
    assert gl.figures.in_words("gluteus_maximus_superior") == "superior gluteus maximus"
    assert gl.figures.in_words("tensor_fasciae_latae") == "tensor fasciae latae"


def test_any_number_of_muscles_can_be_drawn_and_one_needs_no_list():
    hip = gl.load_anatomy("delp1990")
    names = list(hip.muscles[:7])
    assert len(gl.figures.moment_arm_curves(hip, names, flexion=45).texts) >= len(names)
    assert len(gl.figures.down_the_femur(hip, 45, names).axes[0].texts) == len(names)
    many = ["piriformis", *(muscle for muscle in names if muscle != "piriformis")]
    assert len(gl.figures.inversion_overview(many).get_legend().get_texts()) == len(many)
    assert [text.get_text() for text in gl.figures.inversion_overview("piriformis").get_legend().get_texts()] == [
        "piriformis"
    ]
    assert gl.figures.moment_arm_curves(hip, "piriformis").get_title(loc="left").startswith("Delp 1990")


def test_a_muscle_that_never_turns_over_has_no_point():
    ax = gl.figures.inversion_overview(["gluteus_medius_anterior"])
    assert not [angle for name in gl.anatomies() for angle in _turns(name, "gluteus_medius_anterior")]
    (line,) = [line for line in ax.lines if line.get_marker() in gl.figures.MARKERS]
    assert len(line.get_xdata()) == 0


def _turns(name: str, muscle: str) -> list[float]:
    hip = gl.load_anatomy(name)
    return gl.inversion_angles(hip, muscle).values.tolist() if muscle in hip else []


def test_what_cannot_be_drawn_is_refused_with_what_to_write():
    hip = gl.load_anatomy("delp1990")
    with pytest.raises(ValueError, match="about is 'clams'; write one of thigh, clam"):
        gl.figures.moment_arm_curves(hip, about="clams")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no muscle in any anatomy called 'pirifomis'; did you mean piriformis"):
        gl.figures.inversion_overview(["pirifomis"])
    with pytest.raises(ValueError, match="no muscle is named"):
        gl.figures.inversion_overview([])
    with pytest.raises(ValueError, match="delp1990 stands for 2 virtual hips; a figure shows one hip"):
        gl.figures.moment_arm_curves(gl.virtual_hips(hip, n=2))
    with pytest.raises(TypeError, match="hip is 5; write an anatomy"):
        gl.figures.length_and_arm(5)  # type: ignore[arg-type]
    assert not mpl.pyplot.get_fignums(), "nothing is opened for what cannot be drawn"
