"""Virtual hips: the same functions, one dimension more, and spreads that can be checked by hand."""

from __future__ import annotations

import os
import re

import numpy as np
import pytest
import xarray as xr
from distributed import Client, LocalCluster

import glutlearn as gl

PAIR = ["piriformis", "gluteus_medius_posterior"]


def pair(name: str = "dostal1981") -> gl.Anatomy:
    return gl.load_anatomy(name).select(PAIR)


@pytest.mark.parametrize("name", gl.anatomies())
def test_hips_without_any_variation_are_the_published_hip(name: str):
    hip = gl.load_anatomy(name)
    hips = gl.virtual_hips(hip, n=3, attachment_sd=0)
    pose = gl.Posture.grid(flexion=[-10, 40, 100], knee_flexion=[0, 50, 90])
    for function in (gl.path_lengths, gl.moment_arms, gl.moment_vectors, gl.muscle_paths):
        one, many = function(hip, pose), function(hips, pose)
        assert many.dims == (*one.dims[:-2], "hip", "flexion", "knee_flexion")
        for index in range(3):
            np.testing.assert_allclose(many.isel(hip=index), one, rtol=0, atol=1e-15)
    axis = gl.clam_axis(hips, pose)
    np.testing.assert_allclose(
        gl.moment_arms_about(hips, pose, axis).isel(hip=1), gl.moment_arms_about(hip, pose, axis), atol=1e-15
    )


@pytest.mark.parametrize("name", gl.anatomies())
def test_every_virtual_hip_obeys_virtual_work(name: str):
    """(x × u) · a = −dL/dθ, also where version and tilt have turned the cylinders along."""
    hips = gl.virtual_hips(gl.load_anatomy(name), 4, anteversion_deg=(10, 5), pelvic_tilt_deg=(5, 5))
    angles = {"flexion": 37.0, "adduction": -8.0, "rotation": 6.0, "knee_flexion": 71.0}
    arms = gl.moment_arms(hips, gl.Posture(**angles)).values
    for index, coordinate in enumerate(("flexion", "adduction", "rotation")):
        steps = {**angles, coordinate: [angles[coordinate] - 1e-3, angles[coordinate] + 1e-3]}
        lengths = gl.path_lengths(hips, gl.Posture(**steps)).values
        np.testing.assert_allclose(arms[:, index], -(lengths[..., 1] - lengths[..., 0]) / np.radians(2e-3), atol=1e-6)


@pytest.mark.parametrize("name", ["rajagopal2016", "uhlrich2022"])
@pytest.mark.parametrize("n", [1, 2, 1500])
def test_any_number_of_whole_hips_is_evaluated(name: str, n: int):
    """Cylinders on the shank vary no more than the shank: they too are there for each hip of a chunk."""
    hip = gl.load_anatomy(name)
    arms = gl.moment_arms(gl.virtual_hips(hip, n=n, attachment_sd=0), gl.Posture(flexion=45, knee_flexion=90))
    published = gl.moment_arms(hip, gl.Posture(flexion=45, knee_flexion=90))
    np.testing.assert_allclose(arms.isel(hip=[0, n - 1]).values, published.values[..., None].repeat(2, -1), atol=1e-12)


def test_attachments_are_spread_as_stated_and_independently():
    hips = gl.virtual_hips(pair(), n=20_000, attachment_sd=0.005)
    errors = np.concatenate(
        [point.position - published.position[:, None] for muscle in PAIR
         for point, published in zip(hips[muscle].points, pair()[muscle].points, strict=True)]
    )  # fmt: skip
    assert errors.shape == (12, 20_000)
    # The standard error of a standard deviation of 20,000 draws is 0.5 %.
    np.testing.assert_allclose(errors.std(axis=1), 0.005, rtol=0.02)
    np.testing.assert_allclose(errors.mean(axis=1), 0, atol=4 * 0.005 / np.sqrt(20_000))
    correlation = np.corrcoef(errors) - np.eye(12)
    assert np.abs(correlation).max() < 0.04


def test_the_same_seed_gives_the_same_hips_whatever_else_is_asked():
    all_muscles = gl.virtual_hips(gl.load_anatomy("delp1990"), n=50, seed=4)
    few = gl.virtual_hips(pair("delp1990"), n=50, seed=4)
    fewer = gl.virtual_hips(pair("delp1990"), n=20, seed=4)
    other = gl.virtual_hips(pair("delp1990"), n=50, seed=5)
    for muscle in PAIR:
        for a, b, c, d in zip(*(hips[muscle].points for hips in (all_muscles, few, fewer, other)), strict=True):
            np.testing.assert_array_equal(a.position, b.position)
            np.testing.assert_array_equal(a.position[:, :20], c.position)
            assert not np.array_equal(a.position, d.position)


def test_tilting_the_pelvis_moves_the_zero_and_so_every_inversion():
    """A pelvis tilted 10° forwards is flexed 10° on a thigh that has not moved: the role turns over 10° earlier."""
    for about in ("thigh", "clam"):
        for muscle in PAIR:
            straight = gl.inversion_angles(pair(), muscle, about)
            tilted = gl.inversion_angles(gl.virtual_hips(pair(), 2, 0, pelvic_tilt_deg=10), muscle, about)
            np.testing.assert_allclose(tilted.values[:, 0], straight.values[0] - 10, atol=0.01)


def test_an_attachments_error_turns_with_its_bone():
    level, tilted = (gl.virtual_hips(pair(), 40, pelvic_tilt_deg=tilt, seed=2) for tilt in (0, 10))
    for about in ("thigh", "clam"):
        for muscle in PAIR:
            angles = [gl.inversion_angles(hips, muscle, about).isel(root=0).values for hips in (level, tilted)]
            np.testing.assert_allclose(angles[1], angles[0] - 10, atol=1e-9)


def test_anteversion_takes_the_trochanter_backwards_and_leaves_the_knee():
    hips = gl.virtual_hips(gl.load_anatomy("rajagopal2016"), 1, 0, anteversion_deg=15)
    published = gl.load_anatomy("rajagopal2016")
    trochanter, before = (h["gluteus_medius_middle"].points[-1].position.ravel() for h in (hips, published))
    assert trochanter[0] < before[0] - 0.01, "1 cm or more backwards on a trochanter 5 cm from the axis"
    assert trochanter[1] == before[1]
    np.testing.assert_allclose(np.hypot(*trochanter[[0, 2]]), np.hypot(*before[[0, 2]]))
    near_knee, there = (h["adductor_magnus_ischial"].points[-1].position.ravel() for h in (hips, published))
    assert np.linalg.norm(near_knee - there) < 0.0005, "4 % of the way from the knee: less than half a millimetre"


def test_inversions_of_many_hips_agree_with_each_hip_solved_by_itself():
    hips = gl.virtual_hips(pair("rajagopal2016"), n=6, attachment_sd=0.008)
    for about in ("thigh", "clam"):
        for muscle in PAIR:
            found = gl.inversion_angles(hips, muscle, about)
            assert found.dims == ("hip", "root")
            for index in range(6):
                alone = hips.take(slice(index, index + 1))
                single = gl.Anatomy(**{**vars(alone), "hips": None})
                solved = gl.inversion_angles(single, muscle, about).values
                roots = found.values[index][~np.isnan(found.values[index])]
                np.testing.assert_allclose(roots, solved, atol=0.01)


def test_a_hip_that_never_turns_over_has_no_root():
    hips = gl.virtual_hips(gl.load_anatomy("delp1990").select(["gluteus_maximus_inferior"]), n=5, attachment_sd=0.001)
    found = gl.inversion_angles(hips, "gluteus_maximus_inferior", "thigh")
    assert found.shape == (5, 3)
    alone = gl.inversion_angles(gl.load_anatomy("delp1990"), "gluteus_maximus_inferior", "thigh")
    assert np.isnan(found.values).all() == (alone.size == 0)


def test_spreads_of_the_evidence_page_are_repeated():
    """5 / 8 / 10 mm on Dostal's piriformis spread the 5–95 % range to 49–62 / 45–66 / 42–69°, computed once by hand."""
    for millimetres, low, high in ((5, 49, 62), (8, 45, 66), (10, 42, 69)):
        hips = gl.virtual_hips(gl.load_anatomy("dostal1981").select(["piriformis"]), 10_000, millimetres / 1000)
        angles = gl.inversion_angles(hips, "piriformis").isel(root=0)
        np.testing.assert_allclose(angles.quantile([0.05, 0.95]), [low, high], atol=1.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"n": 0}, "n is 0; write a whole number of hips"),
        ({"n": 2.5}, "n is 2.5; write a whole number"),
        ({"attachment_sd": 5}, "attachment_sd, in m, is 5; write metres between 0 and 0.05"),
        ({"attachment_sd": -0.001}, "write metres between 0"),
        ({"anteversion_deg": (0, -3)}, "a spread of 0 or more"),
        ({"pelvic_tilt_deg": float("nan")}, "pelvic_tilt_deg is nan; write degrees"),
        ({"pelvic_tilt_deg": 61}, "the mean within ±60"),
        ({"anteversion_deg": (0, 1000)}, "the spread of anteversion_deg is 1000; write degrees"),
        ({"anteversion_deg": (5, 2, 1)}, "anteversion_deg is (5, 2, 1); write degrees, or (mean, standard deviation)"),
        ({"anteversion_deg": "55"}, "anteversion_deg is '55'; write degrees"),
        ({"anteversion_deg": None}, "anteversion_deg is None; write degrees"),
        ({"n": "3"}, "n is '3'; write a whole number of hips"),
        ({"n": float("inf")}, "n is inf; write a whole number of hips"),
        ({"attachment_sd": "0.005"}, "write metres between 0 and 0.05"),
        ({"seed": -1}, "seed is -1; write a whole number, 0 or more"),
        ({"seed": None}, "seed is None; write a whole number, 0 or more"),
    ],
)
def test_impossible_populations_are_refused(arguments: dict[str, object], message: str):
    with pytest.raises(ValueError, match=re.escape(message)):
        gl.virtual_hips(pair(), **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [int, float, np.int64, np.float32, np.array])
def test_numbers_of_any_kind_are_the_same_numbers(kind):
    hips = gl.virtual_hips(pair(), n=kind(3), anteversion_deg=kind(5), pelvic_tilt_deg=(kind(5), kind(2)), seed=kind(1))
    same = gl.virtual_hips(pair(), n=3, anteversion_deg=5, pelvic_tilt_deg=(5, 2), seed=1)
    xr.testing.assert_identical(gl.moment_arms(hips, gl.Posture()), gl.moment_arms(same, gl.Posture()))


def test_hips_are_not_varied_twice():
    with pytest.raises(ValueError, match="dostal1981 is already varied; write the published anatomy"):
        gl.virtual_hips(gl.virtual_hips(pair(), 2), 2)


def test_memory_stays_bounded():
    """10,000 hips at 121 angles: the lines of pull alone would be 58 MB a component, the blocks keep to a few."""
    import tracemalloc

    hips = gl.virtual_hips(pair(), n=10_000)
    pose = gl.Posture(flexion=np.arange(121), knee_flexion=90)
    axis = gl.thigh_axis(hips, pose)
    gl.moment_arms_about(hips.take(slice(0, 10)), pose, axis)
    tracemalloc.start()
    arms = gl.moment_arms_about(hips, pose, axis)
    _, peak = tracemalloc.get_traced_memory()
    assert peak < 1.5 * arms.nbytes + 50e6
    tracemalloc.reset_peak()
    lengths = gl.path_lengths(hips, pose)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < arms.nbytes + 1.5 * lengths.nbytes + 50e6


def test_dask_answers_the_same_chunk_by_chunk():
    hips = gl.virtual_hips(pair("rajagopal2016"), n=50, seed=1)
    pose = gl.Posture.grid(flexion=[0, 45, 90], knee_flexion=[60, 90])
    lazy = hips.chunk(20)
    for function in (gl.path_lengths, gl.moment_arms, gl.moment_vectors):
        answer = function(lazy, pose)
        assert answer.chunks is not None
        xr.testing.assert_identical(answer.compute(), function(hips, pose))
    axis = gl.clam_axis(hips, pose)
    xr.testing.assert_identical(
        gl.moment_arms_about(lazy, pose, axis).compute(), gl.moment_arms_about(hips, pose, axis)
    )
    found = gl.inversion_angles(lazy, "piriformis", about="clam").compute()
    xr.testing.assert_identical(found, gl.inversion_angles(hips, "piriformis", about="clam"))


def test_a_cluster_of_processes_answers_the_same():
    hips = gl.virtual_hips(pair(), n=3000, seed=1)
    processes = LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    with processes as cluster, Client(cluster) as client:
        found = gl.inversion_angles(hips.chunk(1000), "piriformis").compute(scheduler=client)
        where = client.run(os.getpid)
    assert len(set(where.values()) | {os.getpid()}) == 3
    xr.testing.assert_identical(found, gl.inversion_angles(hips, "piriformis"))


def test_one_hip_cannot_be_chunked():
    with pytest.raises(ValueError, match="dostal1981 is one hip; chunk virtual hips"):
        pair().chunk(10)
    with pytest.raises(ValueError, match="size is 0; write how many"):
        gl.virtual_hips(pair(), 2).chunk(0)
