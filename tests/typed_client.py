"""The library as a careful programmer uses it: mypy reads this with all its rules, and pytest runs it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr

import glutlearn as gl
from glutlearn import check, figures


def numbers() -> list[float]:
    """One number of each result, from arguments of every kind that is welcome."""
    hip: gl.Anatomy = gl.load_anatomy("rajagopal2016")
    pose = gl.Posture(flexion=65, knee_flexion=90)
    poses = [
        gl.Posture(flexion=range(0, 121, 40), rotation=np.zeros(4, dtype=np.float32)),
        gl.Posture(flexion=pd.Series([1.0, 2.0]), rotation=xr.DataArray([1.0, 2.0], dims="turn")),
        gl.Posture.grid(flexion=range(0, 121, 40), knee_flexion=[60, 90]),
    ]
    arms: xr.DataArray = gl.moment_arms(hip, pose)
    about = [gl.moment_arms_about(hip, pose, axis) for axis in (np.array([0.0, 1, 0]), gl.clam_axis(hip, pose))]
    upright = gl.moment_arms_about(hip, pose, [0, 1, 0])
    inversions: xr.DataArray = gl.inversion_angles(hip, "piriformis", about="thigh")
    many: gl.Anatomy = gl.virtual_hips(hip.select("piriformis"), n=10, anteversion_deg=(0, 5))
    task: gl.Exercise = gl.exercise(hip, "clam", flexion=[45, 65])
    left: xr.Dataset = gl.capacity(hip, atrophy={"piriformis": 0.3})
    answer: xr.Dataset = gl.recruit(hip, task.posture, task.loads, capacity=left, control=0.5)
    band = gl.band(hip, pose, "red", start=pose)
    together = gl.recruit(hip, pose, [gl.limb_weight(hip, pose), gl.heel_support(hip, pose), band])
    force: xr.DataArray = gl.contact_force(hip, task.posture, answer)
    strongest = gl.strongest_moment(hip, pose, (-1, 0, 0))
    rolled: gl.Posture = gl.clam(hip, flexion=[45, 65], pelvic_roll=gl.following_pelvis([10, 30]))
    start: gl.Prescription = gl.prescribe(gl.Findings(aim="strengthen"))
    table: pd.DataFrame = start.to_frame()
    feedback: check.Feedback = check.angle("inversion", 48.5, inversions)
    axes = figures.moment_arm_curves("delp1990", muscles="piriformis", about="clam")
    return [
        *(float(result.mean()) for result in (arms, *about, upright, inversions, force, strongest)),
        *map(len, poses),
        *map(len, (table, gl.evidence(), gl.sources())),
        len(rolled) + len(axes.lines),
        float(gl.moment_arms(many, pose).mean()),
        float(gl.acetabular_load(force).compression.mean()),
        float(gl.translation(hip, task.posture, answer).distance.mean()),
        float(together.effort),
        float(feedback.passed),
        float(sum(muscle in hip for muscle in hip)),
        float(pose == rolled),
    ]
