"""Mark all submissions: side by side on this machine, or on the workers of a dask cluster."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from glutlearn.grading.lanes import Lane, heat, mark_here
from glutlearn.grading.limits import Limits
from glutlearn.grading.marking import Job
from glutlearn.grading.progress import Progress
from glutlearn.grading.results import Result, Results
from glutlearn.grading.submissions import Submission

Work = dict[str, Submission]
"""One submission for each key that is still to be marked."""


def mark_all(
    submissions: Sequence[Submission],
    results: Results,
    limits: Limits,
    lanes: int | None = None,
    cluster: str | None = None,
    again: bool = False,
) -> list[Result]:
    """The result of each submission, in the same order. What was marked before is not marked again.

    `again` marks anew what could not be marked, or was stopped, the last time.
    """
    keys = [None if one.fault or one.exercise is None else results.key(one) for one in submissions]
    work: Work = {}
    for key, submission in zip(keys, submissions, strict=True):
        stored = results.read(key) if key else None
        if key and (stored is None or (again and (stored["state"] == "failed" or stored["stopped"]))):
            work.setdefault(key, submission)
    if work:
        progress = Progress(len(work))
        marked = _on_cluster(work, limits, cluster) if cluster else _here(work, limits, lanes or usual_lanes())
        for key, result in marked:
            results.write(key, result)
            progress.step(result["state"] != "marked")
    return [
        (results.read(key) if key else None) or {"state": "failed", "fault": one.fault or "not marked: run again"}
        for key, one in zip(keys, submissions, strict=True)
    ]


def usual_lanes() -> int:
    """Half as many again as there are processors: a marker often waits for its kernel, and a kernel for its marker."""
    processors = os.cpu_count() or 1
    return processors + (processors + 1) // 2


def _job(submission: Submission, limits: Limits) -> Job:
    assert submission.exercise is not None
    return Job(submission.exercise, submission.notebook, submission.beside, limits)


def _here(work: Work, limits: Limits, lanes: int) -> Iterator[tuple[str, Result]]:
    """Each lane takes the next from the queue when it is free."""
    modules = sorted({name for one in work.values() if one.exercise for name in one.exercise.imports})
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[str, Result]] = queue.SimpleQueue()
    for key in work:
        waiting.put(key)
    stop = threading.Event()
    open_lanes = [Lane(modules) for _ in range(min(lanes, len(work)))]
    heat(open_lanes)

    def drive(lane: Lane) -> None:
        while not stop.is_set():
            try:
                key = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                done.put((key, _with_retry(lane.mark, _job(work[key], limits))))
            except Exception as fault:
                done.put((key, {"state": "failed", "fault": f"{type(fault).__name__}: {fault}"[:300]}))

    threads = [threading.Thread(target=drive, args=[lane], daemon=True) for lane in open_lanes]
    for thread in threads:
        thread.start()
    try:
        for _ in work:
            yield done.get()
    finally:
        stop.set()
        for lane in open_lanes:
            lane.close()


def _with_retry(mark: Callable[[Job], Result], job: Job) -> Result:
    """A process that is lost once may be the machine's fault; lost twice, it is the submission's."""
    result = mark(job)
    lost = result["state"] == "failed" and "process" in result.get("fault", "")
    return mark(job) if lost else result


def _on_cluster(work: Work, limits: Limits, address: str) -> Iterator[tuple[str, Result]]:
    """Hand the jobs to the cluster's workers; one that is lost leaves its jobs to the others."""
    import distributed

    with distributed.Client(address, timeout="30s") as client:  # type: ignore[no-untyped-call]
        pending: dict[Any, str] = {}
        for key, submission in work.items():
            pending[client.submit(_on_worker, _job(submission, limits), key=f"mark-{key}", retries=2)] = key
        lonely = 0.0
        while pending:
            try:
                ended = distributed.wait(list(pending), 2, "FIRST_COMPLETED")  # type: ignore[no-untyped-call]
                finished = ended.done
            except (TimeoutError, distributed.TimeoutError):
                finished = set()
            lonely = 0.0 if client.scheduler_info()["workers"] else lonely + 2
            if lonely > 60:
                raise SystemExit(
                    "The cluster has had no worker for a minute. What is marked is stored; run again to go on."
                )
            for future in finished:
                key = pending.pop(future)
                if future.status == "finished":
                    yield key, future.result()
                else:
                    yield (
                        key,
                        {"state": "failed", "fault": f"the cluster could not mark it: {future.exception()!r}"[:300]},
                    )
                future.release()
            if not finished:
                time.sleep(0.05)


def _on_worker(job: Job) -> Result:
    return _with_retry(mark_here, job)
