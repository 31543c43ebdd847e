"""The Debian package in a bare Debian 12: installed, served from, upgraded with data, taken away. And what comes with it."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest
import urllib.request

from headwater import ROOT, free_port

BUILD = ROOT / "build" / "release"
FOLDER = "/var/lib/headwater"


def finished(*command, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=900, **more)


def may_make_roots():
    return os.geteuid() == 0 and shutil.which("debootstrap")


class Root:
    """A bare Debian 12 in a folder of its own."""

    def __init__(self, folder):
        self.path = pathlib.Path(folder)
        made = finished("debootstrap", "--variant=minbase", "--include=ca-certificates,curl", "bookworm", self.path,
                        *self.mirror())
        if made.returncode != 0:
            raise unittest.SkipTest("SKIPPED: no bare Debian can be made here: " + (made.stdout + made.stderr)[-500:])
        # It reaches its packages as this machine does.
        for name in ("etc/apt/apt.conf.d", "etc/hosts", "etc/resolv.conf", "etc/ssl/certs"):
            if (pathlib.Path("/") / name).exists():
                finished("cp", "-rT", "--remove-destination", f"/{name}", self.path / name)
        finished("mount", "--bind", "/proc", self.path / "proc")
        finished("mount", "--bind", "/dev", self.path / "dev")
        # Services are not to start by themselves in here.
        (self.path / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
        (self.path / "usr/sbin/policy-rc.d").chmod(0o755)

    @staticmethod
    def mirror():
        told = finished("apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages", "Origin: Debian",
                        "Codename: bookworm").stdout.split()
        return told[:1]

    def run(self, *command, **more):
        return finished("chroot", self.path, *command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive",
                                                            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, **more)

    def start(self, *command):
        return subprocess.Popen(["chroot", str(self.path), *map(str, command)], stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, text=True)

    def close(self):
        finished("umount", self.path / "proc")
        finished("umount", self.path / "dev")


def package(version, folder):
    """The package of this build, under that version."""
    made = finished("cpack", "-D", f"CPACK_PACKAGE_VERSION={version}", "-D", f"CPACK_PACKAGE_DIRECTORY={folder}", cwd=BUILD)
    found = list(pathlib.Path(folder).glob(f"headwater_{version}*.deb"))
    if made.returncode != 0 or len(found) != 1:
        raise RuntimeError(made.stdout + made.stderr)
    return found[0]


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not may_make_roots():
            raise unittest.SkipTest("SKIPPED: a bare Debian is made by root, with debootstrap")
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        made = finished("cmake", "--build", BUILD, "--target", "package_files")
        assert made.returncode == 0, made.stdout + made.stderr
        cls.root = Root(pathlib.Path(cls.folder.name) / "root")
        cls.addClassCleanup(cls.root.close)
        assert cls.root.run("apt-get", "update", "-q").returncode == 0

    def install(self, version):
        deb = package(version, self.folder.name)
        shutil.copy(deb, self.root.path / "tmp" / deb.name)
        return self.root.run("apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold",
                             f"/tmp/{deb.name}")

    def as_headwater(self, *command):
        return self.root.run("setpriv", "--reuid=headwater", "--regid=headwater", "--init-groups", *command)

    def stories(self):
        done = self.as_headwater("headwater", "stories", "--data", FOLDER, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line)["story"] for line in done.stdout.splitlines()]

    def serve(self):
        """What the front page says of a server that is started as the service starts it."""
        port = free_port()
        server = self.root.start("setpriv", "--reuid=headwater", "--regid=headwater", "--init-groups", "headwater", "serve",
                                 "--data", FOLDER, "--listen", f"127.0.0.1:{port}", "--no-fetch")
        try:
            self.assertIn(str(port), server.stdout.readline())
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20).read().decode()
        finally:
            server.terminate()
            server.wait(timeout=60)
            server.stdout.close()

    def test_it_is_installed_upgraded_with_data_and_taken_away(self):
        done = self.install("0.0.9")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertTrue((self.root.path / "usr/lib/systemd/system/headwater.service").exists())
        self.assertTrue((self.root.path / "usr/share/man/man1/headwater.1.gz").exists())
        settings = self.root.path / "etc/headwater/headwater.toml"
        self.assertEqual(settings.stat().st_mode & 0o777, 0o640)

        # Root is told whose the collection is; its user makes it, and it serves.
        refused = self.root.run("headwater", "stories", "--data", FOLDER)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("belongs to headwater", refused.stderr)
        self.assertIn("Headwater", self.serve())
        before = self.stories()
        self.assertGreater(len(before), 3)
        settings.write_text(settings.read_text().replace('# name = "Headwater"', 'name = "The Vellmar Desk"'))

        done = self.install("0.1.0")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        version = self.root.run("dpkg-query", "-W", "-f=${Version}", "headwater").stdout
        self.assertEqual(version, "0.1.0")
        self.assertEqual(self.stories(), before)
        self.assertIn("The Vellmar Desk", self.serve())

        self.assertEqual(self.root.run("apt-get", "remove", "-y", "-q", "headwater").returncode, 0)
        self.assertFalse((self.root.path / "usr/bin/headwater").exists())
        self.assertTrue(settings.exists())
        done = self.root.run("apt-get", "purge", "-y", "-q", "headwater")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("holds your collection", done.stdout + done.stderr)
        left = self.root.run("sh", "-c", "ls -d /etc/headwater /usr/share/doc/headwater /usr/lib/systemd/system/headwater* "
                                         "/etc/systemd/system/*/headwater* 2>/dev/null").stdout
        self.assertEqual(left, "")
        self.assertTrue((self.root.path / "var/lib/headwater/headwater.db").exists())


class Service(unittest.TestCase):
    def test_the_service_is_as_systemd_takes_it(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("SKIPPED: there is no systemd here")
        with tempfile.TemporaryDirectory() as folder:
            unit = pathlib.Path(folder) / "headwater.service"
            text = (ROOT / "packaging" / "headwater.service").read_text()
            unit.write_text(text.replace("/usr/bin/headwater", str(BUILD / "headwater")))
            done = finished("systemd-analyze", "verify", "--man=no", unit)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn("headwater.service", done.stderr)
            # "2.0 OK": the lower, the less it may do.
            done = finished("systemd-analyze", "security", "--offline=yes", "--threshold=25", unit)
            self.assertEqual(done.returncode, 0, done.stdout[-800:])


class Proxy(unittest.TestCase):
    def test_the_example_of_nginx_passes_on_who_asks(self):
        if not shutil.which("nginx"):
            self.skipTest("SKIPPED: there is no nginx here")
        from headwater import Server
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            front, back = free_port(), free_port()
            data = folder / "data"
            data.mkdir()
            (data / "headwater.toml").write_text(
                '[serve]\nhosts = ["news.vellmar.example"]\ntrusted_proxies = ["127.0.0.1"]\n')
            example = (ROOT / "packaging" / "nginx.conf").read_text()
            example = example.replace("listen 80;", f"listen 127.0.0.1:{front};").replace("listen [::]:80;", "")
            example = example.replace("127.0.0.1:8080", f"127.0.0.1:{back}")
            (folder / "nginx.conf").write_text(
                f"daemon off; pid {folder}/pid; error_log {folder}/errors; events {{}}\n"
                f"http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; "
                f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{example}\n}}\n")
            with Server(data, "--no-fetch", port=back):
                nginx = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")])
                try:
                    request = urllib.request.Request(f"http://127.0.0.1:{front}/", headers={"Host": "news.vellmar.example"})
                    for _ in range(100):
                        try:
                            page = urllib.request.urlopen(request, timeout=5).read().decode()
                            break
                        except OSError:
                            time.sleep(0.05)
                    # What came through a proxy is nobody at home: the first administrator is asked for.
                    self.assertIn('name="code"', page)
                finally:
                    nginx.terminate()
                    nginx.wait(timeout=20)


if __name__ == "__main__":
    unittest.main()
