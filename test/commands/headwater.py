"""What the tests of the commands share: running the program, and a small site on loopback."""
import http.server
import json
import os
import pathlib
import resource
import signal
import socket
import subprocess
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HEADWATER", str(ROOT / "build" / "release" / "headwater"))
SHARED = ROOT.parent / "shared"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*args, stdin=b"", file_limit=None):
    """The finished process. `file_limit` (bytes) stands in for a full disk: no file may grow past it."""

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))

    return subprocess.run([PROGRAM, *map(str, args)], input=stdin, capture_output=True, timeout=300,
                          preexec_fn=limit if file_limit else None)


def objects(done):
    """The JSON objects that a process printed, one a line."""
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


class Server:
    """`headwater serve` on that port, or a free one; use it as a context."""

    def __init__(self, data, *args, port=0):
        self.process = subprocess.Popen([PROGRAM, "serve", "--data", str(data), "--listen", f"127.0.0.1:{port}", *args],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.line = self.process.stdout.readline().decode()
        self.address = self.line.split()[-1] if self.line else ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.out, self.err = self.process.communicate(timeout=60)


class Site:
    """Serves a dictionary of path -> (type, bytes) on loopback."""

    def __init__(self, pages):
        site = self
        self.pages, self.seen = pages, []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                site.seen.append(self.path)
                kind, body = site.pages.get(self.path, (None, b""))
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
