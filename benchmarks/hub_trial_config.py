"""The course's configuration of JupyterHub, for a trial on this machine: no passwords, no accounts, no systemd.

Not for a class. Every learner runs as whoever started the trial, and anybody on this machine may sign in as anyone.
"""

import os
from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821
trial = Path(os.environ["GLUTLEARN_TRIAL"])
load_subconfig(os.environ["GLUTLEARN_HUB_CONFIG"])  # type: ignore[name-defined]  # noqa: F821

c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(trial / "homes" / "{username}")
# The server refuses root unless it is told that this is meant; whoever else starts the trial needs no such word.
c.Spawner.args = ["--allow-root"] if os.geteuid() == 0 else []

c.JupyterHub.bind_url = os.environ["GLUTLEARN_HUB_ADDRESS"]
c.JupyterHub.hub_port = int(os.environ["GLUTLEARN_HUB_PORT"])
c.ConfigurableHTTPProxy.api_url = os.environ["GLUTLEARN_PROXY_API"]
c.JupyterHub.active_server_limit = 0

c.JupyterHub.services.append({"name": "trial", "api_token": os.environ["GLUTLEARN_TRIAL_TOKEN"]})
c.JupyterHub.load_roles.append(
    {"name": "trial", "scopes": ["admin:users", "admin:servers", "access:servers"], "services": ["trial"]}
)
