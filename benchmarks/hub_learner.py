"""A learner on a JupyterHub, without a browser: starts a server, opens a lesson, runs it from top to bottom."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import deserialize_binary_message as unpacked
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import websocket_connect

VIEW = "application/vnd.jupyter.widget-view+json"


@dataclass
class Visit:
    """What one learner waited for, in seconds, and what went wrong."""

    name: str
    server: float = 0.0
    """From the click until the server answers."""
    kernel: float = 0.0
    """From opening the lesson until its kernel has answered once."""
    view: float = 0.0
    """From opening the lesson until its first interactive view arrives."""
    lesson: float = 0.0
    """From opening the lesson until its last cell has run."""
    cells: int = 0
    faults: list[str] = field(default_factory=list)


class Learner:
    """One user of the hub, with the rights of the token."""

    def __init__(self, address: str, token: str, name: str, patience: float) -> None:
        self.address = address
        self.headers = {"Authorization": f"token {token}"}
        self.visit = Visit(name)
        self.patience = patience

    async def call(self, method: str, path: str, body: Any = None) -> HTTPResponse:
        """One request to the hub or to the learner's server; any answer but a failure is good."""
        request = HTTPRequest(
            self.address + path,
            method=method,
            headers=self.headers,
            body=None if body is None else json.dumps(body),
            allow_nonstandard_methods=True,
            request_timeout=self.patience,
        )
        return await AsyncHTTPClient().fetch(request)

    async def learn(self, lesson: str, after: float = 0.0) -> Visit:
        """Come in after some seconds, start a server, and run a lesson of one's own copy."""
        await asyncio.sleep(after)
        try:
            await self.start_server()
            await self.run_lesson(lesson)
        except Exception as fault:
            # One learner's trouble is a line of the report; it must not end the trial of all the others.
            self.visit.faults.append(f"{type(fault).__name__}: {fault}")
        return self.visit

    async def start_server(self) -> None:
        """Ask the hub for a server and wait until it is ready."""
        started = time.perf_counter()
        user = f"/hub/api/users/{self.visit.name}"
        await self.call("POST", user)
        await self.call("POST", f"{user}/server")
        while True:
            told = json.loads((await self.call("GET", user)).body)
            server = told["servers"].get("", {})
            if server.get("ready"):
                break
            if not server.get("pending"):
                raise RuntimeError("the hub gave up starting the server")
            await asyncio.sleep(0.5)
        self.visit.server = time.perf_counter() - started

    async def run_lesson(self, lesson: str) -> None:
        """Open the notebook as JupyterLab does, and run each of its cells once the one before has ended."""
        server = f"/user/{self.visit.name}"
        started = time.perf_counter()
        notebook = json.loads((await self.call("GET", f"{server}/api/contents/{lesson}")).body)["content"]
        asked = {"path": lesson, "name": lesson, "type": "notebook", "kernel": {"name": "python3"}}
        kernel = json.loads((await self.call("POST", f"{server}/api/sessions", asked)).body)["kernel"]["id"]
        session = Session()
        address = f"{self.address}{server}/api/kernels/{kernel}/channels?session_id={session.session}"
        request = HTTPRequest(address.replace("http", "ws", 1), headers=self.headers, connect_timeout=self.patience)
        socket = await websocket_connect(request)
        sources = ["", *("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")]
        for number, source in enumerate(sources):
            await asyncio.wait_for(self.run_cell(socket, session, source, started), self.patience)
            if number == 0:
                self.visit.kernel = time.perf_counter() - started
        self.visit.lesson = time.perf_counter() - started
        self.visit.cells = len(sources) - 1
        socket.close()

    async def run_cell(self, socket: Any, session: Session, source: str, started: float) -> None:
        """Run one cell, and listen until the kernel has answered and is idle again."""
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
        request = session.msg("execute_request", content)
        await socket.write_message(json.dumps({**request, "channel": "shell", "buffers": []}, default=str))
        answered = idle = False
        while not (answered and idle):
            message = await socket.read_message()
            if message is None:
                raise RuntimeError("the kernel has gone")
            binary = isinstance(message, bytes)
            told = unpacked(message) if binary else json.loads(message)  # type: ignore[no-untyped-call]
            if told["parent_header"].get("msg_id") != request["header"]["msg_id"]:
                continue
            match told["header"]["msg_type"], told["content"]:
                case "error", fault:
                    raise RuntimeError(f"{fault['ename']}: {fault['evalue']}")
                case "display_data" | "execute_result", shown if VIEW in shown["data"] and not self.visit.view:
                    self.visit.view = time.perf_counter() - started
                case "execute_reply", _:
                    answered = True
                case "status", status:
                    idle = idle or status["execution_state"] == "idle"
