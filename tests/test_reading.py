"""The tables load, and a malformed one is refused with file, row and what to write."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

import glutlearn as gl
from glutlearn.provenance import DATA

MUSCLES = {"delp1990": 27, "dostal1981": 27, "rajagopal2016": 25, "uhlrich2022": 25}


def test_the_four_published_anatomies_load_with_all_their_muscles():
    assert {name: len(gl.load_anatomy(name).muscles) for name in gl.anatomies()} == MUSCLES


def test_the_femur_is_seen_from_the_hip_centre_and_the_pelvis_from_the_source():
    hip = gl.load_anatomy("delp1990")
    np.testing.assert_array_equal(hip.hip_center, [-0.0707, -0.0661, 0.0835])
    np.testing.assert_array_equal(hip["piriformis"].points[2].position, [-0.0148, -0.0036, 0.0437])


def test_conditional_and_moving_points_are_read():
    hip = gl.load_anatomy("delp1990")
    condition = hip["psoas_major"].points[2].condition
    assert condition is not None
    assert (condition.coordinate, condition.lowest, condition.highest) == ("hip_flexion", -90, 45)
    track = hip["rectus_femoris"].points[-1].track
    assert track is not None
    np.testing.assert_allclose(track(90.0), [0.027508, 0.025114, 0.0014], atol=1e-12)


def test_the_knee_between_the_rows_of_its_table_stays_a_rotation_and_near_its_neighbours():
    knee = gl.load_anatomy("rajagopal2016").knee
    assert knee is not None
    rotation, origin = knee.pose("tibia", np.linspace(0, 120, 481))
    turns = np.moveaxis(rotation, -1, 0)
    np.testing.assert_allclose(turns @ turns.transpose(0, 2, 1), np.broadcast_to(np.eye(3), turns.shape), atol=1e-12)
    step = np.linalg.norm(np.diff(origin, axis=1), axis=0)
    assert step.max() < 0.0003, "the tibia moves less than 0.3 mm in a quarter of a degree"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own hip"
    shutil.copytree(DATA / "delp1990", folder)
    return folder


def rewrite(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / table
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_folder_of_the_same_tables_gives_the_same_hip(own: Path):
    brought, published = gl.load_anatomy(own), gl.load_anatomy("delp1990")
    pose = gl.Posture(flexion=[0, 65], knee_flexion=90)
    np.testing.assert_array_equal(gl.moment_arms(brought, pose).values, gl.moment_arms(published, pose).values)
    assert brought.name == "own hip"
    assert gl.load_anatomy(str(own)).muscles == published.muscles


@pytest.mark.parametrize(
    ("table", "old", "new", "finding"),
    [
        ("path_points.csv", "body,x_m", "bone,x_m", "path_points.csv, row 1: column body is missing; add it"),
        ("path_points.csv", "piriformis,3,femur", "piriformis,3,femurr", "row 78 (piriformis): body is 'femurr'; write one of pelvis, femur"),
        ("path_points.csv", "piriformis,3,", "piriformis,4,", "row 78 (piriformis): order is 4 where 3 should stand"),
        ("path_points.csv", "gemelli,2,femur", "gemelli,2,pelvis", "(gemelli): no point lies on the femur or tibia"),
        ("path_points.csv", "gemelli,1,pelvis", "gemelli,1,femur", "(gemelli): no point lies on the pelvis"),
        ("path_points.csv", "-0.1396", "nan", "row 76 (piriformis): x_m is 'nan'; write a finite number"),
        ("path_points.csv", "-0.1396", "", "row 76 (piriformis): x_m is ''; write a number"),
        ("path_points.csv", "-0.1396", "-139.6", "row 76 (piriformis): x_m is -139.6, farther than any attachment; write metres"),
        ("path_points.csv", "hip_flexion,-90.0,45.0", "hip_flexion,45.0,-90.0", "active_from_deg 45 is not below active_to_deg -90"),
        ("path_points.csv", "hip_flexion,-90.0", "hip,-90.0", "active_coordinate is 'hip'; write one of hip_flexion, knee_flexion"),
        ("path_points.csv", "piriformis,1,pelvis,-0.1396,0.0003,0.0235,,,", "piriformis,1,pelvis", "another number of cells"),
        ("landmarks.csv", "hip_center", "hip", "landmarks.csv: hip_center is missing; add a row"),
        ("muscles.csv", "piriformis,", "pyriformis,", "(pyriformis): has no path; add its points"),
        ("knee_kinematics.csv", "\n5,tibia", "\n-5,tibia", "knee_flexion_deg is -5 after 0; sort each body"),
        ("knee_kinematics.csv", "0.99619470", "0.5", "is no rotation; write an orthonormal matrix"),
        ("moving_points.csv", "rectus_femoris,3,tibia,0,", "rectus,3,tibia,0,", "moving_points.csv: rectus point 3 has 1 rows; write at least 4"),
        ("wrap_cylinders.csv", "last_point\n", "last_point\npiriforms,pelvis,0.03,0.1,0,0,0,0,0,0,,,\n", "did you mean piriformis"),
        ("wrap_cylinders.csv", "last_point\n", "last_point\npiriformis,pelvis,-0.03,0.1,0,0,0,0,0,0,,,\n", "radius_m is -0.03; write a radius above 0"),
        ("wrap_cylinders.csv", "last_point\n", "last_point\npiriformis,pelvis,0.03,0.1,0,0,0,0,0,0,up,,\n", "side is 'up'; write one of '', -x, x"),
        ("wrap_cylinders.csv", "last_point\n", "last_point\npiriformis,pelvis,0.03,0.1,0,0,0,0,0,0,,1,2\n", "crosses the hip between points 2 and 3"),
    ],
)  # fmt: skip
def test_a_malformed_table_is_refused_with_file_row_and_what_to_write(
    own: Path, table: str, old: str, new: str, finding: str
):
    rewrite(own, table, old, new)
    with pytest.raises(gl.AnatomyError) as caught:
        gl.load_anatomy(own)
    assert finding in str(caught.value)


def test_a_track_without_its_point_and_a_point_without_its_track_are_both_found(own: Path):
    path = own / "moving_points.csv"
    path.write_text(path.read_text().replace("rectus_femoris,3,", "rectus_femoris,2,"))
    with pytest.raises(gl.AnatomyError) as caught:
        gl.load_anatomy(own)
    assert "row 81 (rectus_femoris): has no coordinates; write x_m, y_m, z_m, or a track" in str(caught.value)
    assert "moving_points.csv: rectus_femoris point 2 has no row without coordinates" in str(caught.value)


def test_every_finding_is_reported_at_once(own: Path):
    rewrite(own, "path_points.csv", "piriformis,3,femur", "piriformis,3,thigh")
    rewrite(own, "path_points.csv", "gemelli,1,pelvis", "gemelli,1,hip bone")
    rewrite(own, "landmarks.csv", "hip_center", "hip")
    rewrite(own, "knee_kinematics.csv", "0.99619470", "0.5")
    rewrite(own, "moving_points.csv", "rectus_femoris,3,tibia,5,", "rectus_femoris,3,tibia,-5,")
    rewrite(own, "wrap_cylinders.csv", "last_point\n", "last_point\npiriformis,pelvis,-1,0.1,0,0,0,0,0,0,,,\n")
    with pytest.raises(gl.AnatomyError) as caught:
        gl.load_anatomy(own)
    found = "\n".join(caught.value.findings)
    for word in (
        "(piriformis): body",
        "(gemelli): body",
        "hip_center is missing",
        "is no rotation",
        "-5 after 0",
        "radius_m is -1",
    ):
        assert word in found


def test_a_missing_table_and_a_missing_folder_are_named(own: Path, tmp_path: Path):
    (own / "landmarks.csv").unlink()
    with pytest.raises(gl.AnatomyError, match=r"landmarks\.csv is missing; write it with the columns landmark, body"):
        gl.load_anatomy(own)
    with pytest.raises(gl.AnatomyError, match="there is no such folder"):
        gl.load_anatomy(tmp_path / "nowhere")


def test_a_leg_muscle_without_a_knee_table_is_refused(own: Path):
    (own / "knee_kinematics.csv").unlink()
    with pytest.raises(gl.AnatomyError, match=r"lies on the tibia, but there is no knee_kinematics\.csv"):
        gl.load_anatomy(own)


def test_an_unknown_anatomy_or_muscle_names_the_near_ones():
    with pytest.raises(ValueError, match="'rajagopal2015'; did you mean rajagopal2016"):
        gl.load_anatomy("rajagopal2015")
    hip = gl.load_anatomy("delp1990")
    with pytest.raises(ValueError, match="called 'pirifomis'; did you mean piriformis"):
        hip.select(["pirifomis"])
    with pytest.raises(ValueError, match="gluteus_medius_anterior, gluteus_medius_middle, gluteus_medius_posterior"):
        hip["gluteus_medius"]
    for spoken in ("posterior gluteus medius", "gluteus medius posterior", "Gluteus-Medius Posterior"):
        with pytest.raises(ValueError, match=r"did you mean gluteus_medius_posterior\?$"):
            hip[spoken]
    with pytest.raises(ValueError, match="write one of delp1990, dostal1981"):
        gl.load_anatomy("")


def test_a_hip_is_a_collection_of_muscles_by_name():
    hip = gl.load_anatomy("delp1990")
    assert "piriformis" in hip and "biceps_brachii" not in hip and 0 not in hip
    assert tuple(hip) == hip.muscles
    assert hip.select("piriformis").muscles == ("piriformis",)
    with pytest.raises(ValueError, match="piriformis is named twice; name each muscle once"):
        hip.select(["piriformis", "gemelli", "piriformis"])
    with pytest.raises(ValueError, match="no muscle is named; write at least one of"):
        hip.select([])


def test_positions_cannot_be_changed_in_place():
    """What was worked out of them is kept: the next result would still be that of the old ones."""
    hip = gl.load_anatomy("rajagopal2016")
    for values in (hip["piriformis"].points[0].position, hip["psoas_major"].cylinder.center):
        with pytest.raises(ValueError, match="read-only"):
            values[0] += 0.01


def test_every_table_has_a_source_and_every_source_a_table():
    tables = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.*")} - {"sources.csv"}
    assert set(gl.sources().index) == tables


def test_every_source_says_where_it_comes_from_and_under_what_terms():
    sources = gl.sources()
    for column in ("label", "citation", "obtained", "frame", "unit", "licence"):
        assert (sources[column].str.len() > 0).all(), column


def test_the_cadavers_arms_are_the_same_in_both_tables():
    """They are drawn from one table and listed in the other."""
    from glutlearn.measurements import rotation_arms

    found = gl.evidence()
    listed = found[found["study"].eq("Delp et al.") & found["quantity"].eq("rotation moment arm")]
    assert [float(value) for value in listed["value"]] == [1000 * arm for arm in rotation_arms()["rotation_arm_m"]]
