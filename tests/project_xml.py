"""Reads a calendar with MPXJ and compares it with the dossier it came from."""
import json
import sys

import jpype
import mpxj  # noqa: F401, puts the library on the path of Java

jpype.startJVM()
from org.mpxj.reader import UniversalProjectReader  # noqa: E402

steps = json.load(open(sys.argv[2]))["calendar"]["tasks"]
project = UniversalProjectReader().read(sys.argv[1])
tasks = [t for t in project.getTasks() if t.getName() is not None and t.getUniqueID() != 0]


def check(what, wanted, found):
    if wanted != found:
        sys.exit(f"{sys.argv[1]}: {what}: {wanted!r} expected, {found!r} read")


check("tasks", len(steps) + 1, len(tasks))
links = 0
for step, task in zip(steps, tasks):
    check("name", step["name"]["fr"], str(task.getName()))
    check(f"start of {step['id']}", step["earliest_start"], str(task.getStart())[:10])
    check(f"finish of {step['id']}", step["earliest_finish"], str(task.getFinish())[:10])
    check(f"links of {step['id']}", len(step["after"]), task.getPredecessors().size())
    check(f"critical {step['id']}", step["critical"], bool(task.getCritical()))
    links += task.getPredecessors().size()
print(f"{sys.argv[1].rsplit('/', 1)[-1]}: {len(tasks)} tasks and {links} links read by MPXJ, dates and names the same")
