"""The contestant of src/mlflow that uses MLflow's public client, as its documentation shows it.

`python mlflow_client.py <task> <threads>`: with 1 thread one call after the other, with more the calls that do not depend
on each other at once.
"""

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from measure import peak_mib

# As on the server; the client would send its own from a thread.
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

import mlflow
from mlflow.entities import AssessmentSource
from mlflow.genai import datasets, review_queues

ITEMS = 100  # What link_traces_to_run takes.

with open(sys.argv[1]) as file:
    task = json.load(file)
threads = int(sys.argv[2])
pool = ThreadPoolExecutor(threads)
state = {}


def run_all(function, values):
    if threads == 1:
        return [function(value) for value in values]
    return list(pool.map(function, values))


def parts(values):
    return [values[start : start + ITEMS] for start in range(0, len(values), ITEMS)]


def connect(_step):
    mlflow.set_tracking_uri(task["url"])
    return {"experiment": mlflow.get_experiment(task["experimentId"]).name}


def create(_step):
    client = mlflow.MlflowClient()
    trace_ids = [trace["traceId"] for trace in task["traces"]]
    queue = review_queues.create_review_queue(
        task["sessionName"],
        queue_type="custom",
        users=task["reviewers"],
        schema_ids=[question["schemaId"] for question in task["questions"]],
        experiment_id=task["experimentId"],
    )
    run = client.create_run(task["experimentId"], run_name=task["sessionName"])
    state["queue"], state["run"] = queue.queue_id, run.info.run_id
    run_all(lambda ids: review_queues.add_items_to_review_queue(state["queue"], item_ids=ids), parts(trace_ids))
    run_all(lambda ids: client.link_traces_to_run(ids, state["run"]), parts(trace_ids))
    return {"runId": state["run"], "added": len(trace_ids)}


def session_traces(include_spans):
    return mlflow.search_traces(
        locations=[task["experimentId"]],
        run_id=state["run"],
        include_spans=include_spans,
        return_type="list",
    )


def read(_step):
    traces = session_traces(True)
    roots = [next(span for span in trace.data.spans if span.parent_id is None) for trace in traces]
    return {
        "traces": len(traces),
        "spans": sum(len(trace.data.spans) for trace in traces),
        "numbers": sum(root.inputs["number"] for root in roots),
    }


def label(_step):
    answers = [
        (trace, reviewer, question)
        for trace in task["traces"]
        for reviewer in task["reviewers"]
        for question in task["questions"]
    ]
    run_all(write_answer, answers)
    run_all(complete, task["traces"])
    submissions = len(task["traces"]) * len(task["reviewers"])
    return {"complete": len(task["traces"]), "submissions": submissions, "unpublished": 0}


def write_answer(answer):
    trace, reviewer, question = answer
    log = mlflow.log_feedback if question["type"] == "feedback" else mlflow.log_expectation
    log(
        trace_id=trace["traceId"],
        name=question["name"],
        value=trace["values"][question["name"]],
        source=AssessmentSource(source_type="HUMAN", source_id=reviewer),
        metadata={"mlflow.assessment.sourceRunId": state["run"]},
    )


def complete(trace):
    review_queues.set_review_queue_item_status(
        state["queue"],
        item_id=trace["traceId"],
        status="complete",
        completed_by=task["reviewers"][-1],
    )


def progress(_step):
    answers = {}
    for trace in session_traces(False):
        for assessment in trace.info.assessments:
            if assessment.valid is not False:
                author = assessment.source.source_id
                answers[author] = answers.get(author, 0) + 1
    return answers


def sync(step):
    traces = session_traces(True)
    datasets.get_dataset(dataset_id=step["datasetId"]).merge_records(traces)
    return {"records": len(traces)}


STEPS = {step.__name__: step for step in (connect, create, read, label, progress, sync)}

for line in sys.stdin:
    step = json.loads(line)
    cpu, start = time.process_time(), time.perf_counter()
    outcome = STEPS[step["kind"]](step)
    answer = {
        "seconds": time.perf_counter() - start,
        "cpuSeconds": time.process_time() - cpu,
        "peakMiB": peak_mib(),
        "outcome": outcome,
    }
    print(json.dumps(answer), flush=True)
