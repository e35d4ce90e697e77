"""Reads a calendar with MPXJ and compares it with the dossier it came from."""
import json
import sys

import jpype
import jpype.imports  # noqa: F401, lets Python import from Java
import mpxj  # noqa: F401, puts the library on the path of Java

jpype.startJVM()
from org.mpxj.reader import UniversalProjectReader  # noqa: E402

calendar = json.load(open(sys.argv[2], encoding="utf-8"))["calendar"]
steps = calendar["tasks"]
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
    # A planning program that moves a task adds its duration to the new start: it must be the one between both dates.
    reckoned = task.getEffectiveCalendar().getDate(task.getStart(), task.getDuration())
    check(f"finish reckoned of {step['id']}", str(task.getFinish()), str(reckoned))
    held = str(task.getConstraintType().name()) == "START_NO_EARLIER_THAN"
    check(f"season of {step['id']}", step["waits_months"] > 0, held)
    links += task.getPredecessors().size()
followed = {before for step in steps for before in step["after"]}
check("links of the opening", len([step for step in steps if step["id"] not in followed]), tasks[-1].getPredecessors().size())
check("opening", calendar["opening"]["date"], str(tasks[-1].getFinish())[:10])
links += tasks[-1].getPredecessors().size()
print(f"{sys.argv[1].rsplit('/', 1)[-1]}: {len(tasks)} tasks and {links} links read by MPXJ, dates and names the same")
