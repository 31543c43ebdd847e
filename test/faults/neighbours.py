"""What Headwater stands on when it is many: NATS servers, PostgreSQL with a replica, and a line that can be cut; all on
loopback, in folders of their own."""
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.request

import house


def missing(program):
    """Why the trial cannot be had on this machine, or nothing."""
    return None if find(program) else f"there is no {program} here (packages.txt names its package)"


def find(program):
    places = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(program) or next((str(at / program) for at in places if (at / program).exists()), None)


class Nats:
    """One server, or a cluster of three; JetStream lies in `folder`."""

    def __init__(self, folder, servers=1):
        self.folder, self.count = pathlib.Path(folder), servers
        self.ports = [house.free_port() for _ in range(servers)]
        self.routes = [house.free_port() for _ in range(servers)]
        self.monitors = [house.free_port() for _ in range(servers)]
        self.lives = [None] * servers
        for number in range(servers):
            self.start(number)
        if house.wait_for(lambda: all(self.healthy(number) for number in range(servers)), 60) is None:
            raise OSError("the NATS servers do not come up")

    @property
    def address(self):
        return ",".join(f"nats://127.0.0.1:{port}" for port in self.ports)

    def start(self, number):
        args = [find("nats-server"), "-a", "127.0.0.1", "-p", str(self.ports[number]), "-js", "-n", f"tide{number}",
                "-sd", str(self.folder / f"nats{number}"), "-m", str(self.monitors[number])]
        if self.count > 1:
            routes = ",".join(f"nats://127.0.0.1:{port}" for port in self.routes)
            own = f"nats://127.0.0.1:{self.routes[number]}"
            args += ["--cluster_name", "tide", "--cluster", own, "--routes", routes]
        with open(self.folder / f"nats{number}.log", "ab") as log:
            self.lives[number] = subprocess.Popen(args, stdout=log, stderr=log)

    def healthy(self, number):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.monitors[number]}/healthz", timeout=2) as reply:
                return reply.status == 200
        except OSError:
            return False

    def leader(self):
        """The number of the server that leads the cluster's streams, as far as it is known."""
        for number in range(self.count):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.monitors[number]}/jsz", timeout=2) as reply:
                    found = reply.read().decode()
                name = found.split('"leader": "')[1].split('"')[0]
                return int(name.removeprefix("tide"))
            except (OSError, IndexError, ValueError):
                continue
        return 0

    def kill(self, number):
        self.lives[number].kill()
        self.lives[number].wait()

    def close(self):
        for number, life in enumerate(self.lives):
            if life.poll() is None:
                self.kill(number)


class Relay:
    """A TCP line to a port that can be cut, with what is under way, and mended."""

    def __init__(self, port):
        self.target, self.open, self._pairs = port, True, []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            self._pairs.append((near, far))
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one, other):
        try:
            while data := one.recv(65536):
                # A line that is cut says nothing; it does not say that it ended.
                while not self.open:
                    time.sleep(0.05)
                other.sendall(data)
        except OSError:
            pass
        for each in (one, other):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        self.open = False

    def mend(self):
        self.open = True

    def close(self):
        self.open = True
        self._listener.close()


class Postgres:
    """A server with a streaming replica. It does not run as root, so that root gives it to the user postgres."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.ports = [house.free_port(), house.free_port()]
        self.user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        for name in ("first", "second", "sockets"):
            (self.folder / name).mkdir(mode=0o700)
            if self.user:
                os.chown(self.folder / name, self.user.pw_uid, self.user.pw_gid)
        self._run("initdb", "-D", self.folder / "first", "-U", "headwater", "-A", "trust", "-E", "UTF8", "--locale=C")
        self.control(0, "start")
        self._run("createdb", "-h", "127.0.0.1", "-p", self.ports[0], "-U", "headwater", "headwater")
        self._run("pg_basebackup", "-h", "127.0.0.1", "-p", self.ports[0], "-U", "headwater", "-D",
                  self.folder / "second", "-R", "-X", "stream", "-c", "fast")
        self.control(1, "start")

    @property
    def address(self):
        """Of both: whoever connects finds the one that writes."""
        return (f"postgres://headwater@127.0.0.1:{self.ports[0]},127.0.0.1:{self.ports[1]}/headwater"
                "?target_session_attrs=read-write")

    def _run(self, program, *args):
        options = {"user": self.user.pw_uid, "group": self.user.pw_gid, "cwd": "/"} if self.user else {}
        return subprocess.run([find(program), *map(str, args)], check=True, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, **options)

    def control(self, number, what, *args):
        """pg_ctl; acknowledged is what the replica has, too."""
        data = self.folder / ("first", "second")[number]
        options = (f"-p {self.ports[number]} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
                   f"{self.folder / 'sockets'} -c max_connections=100")
        given = ["-o", options, "-l", data / "log"] if what in ("start", "restart") else []
        self._run("pg_ctl", "-D", data, "-w", what, *given, *args)

    def wait_for_replica(self):
        """From here on nothing is acknowledged that the replica does not have."""
        self._run("psql", "-h", "127.0.0.1", "-p", self.ports[0], "-U", "headwater", "-c",
                  "ALTER SYSTEM SET synchronous_standby_names = '*'", "headwater")
        self._run("psql", "-h", "127.0.0.1", "-p", self.ports[0], "-U", "headwater", "-c", "SELECT pg_reload_conf()",
                  "headwater")

    def close(self):
        for number in (0, 1):
            try:
                self.control(number, "stop", "-m", "immediate")
            except (subprocess.CalledProcessError, OSError):
                pass
