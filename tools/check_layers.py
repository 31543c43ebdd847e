#!/usr/bin/env python3
"""Holds every #include below src/ against the plan of the house, cmake/plan.txt.

Reported, one line each, with exit status 1: a room that includes one it may not; an outsider that includes more of a
stage than its face; a circle in the plan or among headers; a folder that the plan does not know.
Usage: check_layers.py [ROOT]
"""
import re
import sys
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
OUTSIDERS = {"main.cc": "cli", "heap.cc": "base"}  # files directly below src/, and the room whose rights they have


def read_plan(path):
    """The rooms each room may include, and the faces of those that have one."""
    uses, faces = {}, {}
    for line in path.read_text().splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        name, _, rest = line.partition(":")
        if name.startswith("face "):
            faces[name[5:].strip()] = set(rest.split())
        else:
            uses[name] = set(rest.split())
    return uses, faces


def circle(graph):
    """One circle of a graph as a list of nodes, or None."""
    done = set()
    for start in sorted(graph):
        path, on_path, stack = [], set(), [(start, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                path.pop()
                on_path.discard(node)
                done.add(node)
            elif node in on_path:
                return path[path.index(node):] + [node]
            elif node not in done:
                path.append(node)
                on_path.add(node)
                stack.append((node, True))
                stack.extend((n, False) for n in sorted(graph.get(node, ())))
    return None


def check(root):
    uses, faces = read_plan(root / "cmake" / "plan.txt")
    src = root / "src"
    findings, headers = [], {}
    for room, wanted in sorted(uses.items()):
        for other in sorted(wanted - set(uses)):
            findings.append(f"cmake/plan.txt: {room} may include {other}, which is no room")
    round_plan = circle(uses)
    if round_plan:
        findings.append("cmake/plan.txt: a circle: " + " > ".join(round_plan))
    for room, face in sorted(faces.items()):
        for header in sorted(face):
            if room in uses and not (src / header).exists():
                findings.append(f"cmake/plan.txt: the face {header} does not exist")
    for file in sorted([*src.rglob("*.h"), *src.rglob("*.cc")]):
        name = file.relative_to(src).as_posix()
        room = name.split("/")[0] if "/" in name else OUTSIDERS.get(name, name)
        if room not in uses:
            findings.append(f"src/{name}: the plan knows no room {room}")
            continue
        included = INCLUDE.findall(file.read_text(errors="replace"))
        if name.endswith(".h"):
            headers[name] = {i for i in included if (src / i).exists()}
        for header in included:
            other = header.split("/")[0]
            if other == "embedded" or other == room:
                continue
            if other not in uses:
                findings.append(f"src/{name}: includes {header}, which is in no room")
            elif other not in uses[room]:
                findings.append(f"src/{name}: {room} may not include {other} ({header})")
            elif other in faces and header not in faces[other]:
                findings.append(f"src/{name}: includes {header}, which is behind the face of {other}")
    round_headers = circle(headers)
    if round_headers:
        findings.append("headers in a circle: " + " > ".join(round_headers))
    return findings


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    findings = check(root)
    print("\n".join(findings) if findings else "layers: every include keeps to the plan")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
