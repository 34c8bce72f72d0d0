"""Reads a report with a library of Python and prints its figures: read_reports.py READER FILE"""

import json
import resource
import sys
import time


def etree(path):
    from xml.etree.ElementTree import iterparse

    told = {"tests": 0, "failed": 0, "errored": 0, "skipped": 0, "seconds": 0.0}
    for _, element in iterparse(path):
        if element.tag != "testcase":
            continue
        told["tests"] += 1
        told["seconds"] += float(element.get("time", 0))
        for tag, figure in (("failure", "failed"), ("error", "errored"), ("skipped", "skipped")):
            if element.find(tag) is not None:
                told[figure] += 1
        element.clear()
    return told


def junitparser(path):
    from junitparser import Error, Failure, JUnitXml, Skipped

    told = {"tests": 0, "failed": 0, "errored": 0, "skipped": 0, "seconds": 0.0}
    for suite in JUnitXml.fromfile(path):
        for case in suite:
            told["tests"] += 1
            told["seconds"] += case.time or 0
            for result in case.result:
                for kind, figure in ((Failure, "failed"), (Error, "errored"), (Skipped, "skipped")):
                    if isinstance(result, kind):
                        told[figure] += 1
    return told


def lcov_cobertura(path):
    from lcov_cobertura import LcovCobertura

    with open(path) as report:
        data = LcovCobertura(report.read()).parse()
    classes = [one for package in data["packages"].values() for one in package["classes"].values()]
    return {
        "files": len(classes),
        "lines": sum(len(one["lines"]) for one in classes),
        "covered": sum(sum(1 for line in one["lines"].values() if int(line["hits"]) > 0) for one in classes),
        "branches": sum(one["branches-total"] for one in classes),
        "taken": sum(one["branches-covered"] for one in classes),
    }


READERS = {"xml.etree": etree, "junitparser": junitparser, "lcov_cobertura": lcov_cobertura}

begin, begin_processor = time.perf_counter(), time.process_time()
figures = READERS[sys.argv[1]](sys.argv[2])
seconds, processor_seconds = time.perf_counter() - begin, time.process_time() - begin_processor
if "seconds" in figures:
    figures["seconds"] = round(figures["seconds"])
usage = resource.getrusage(resource.RUSAGE_SELF)
told = {"figures": figures, "seconds": seconds, "processorSeconds": processor_seconds}
print(json.dumps({**told, "peakBytes": usage.ru_maxrss * 1024}))
