"""Prints, as JSON, what MLflow's own Python client shows of a labeling session. Takes the questions as JSON."""

import json
import sys

import mlflow
from mlflow import MlflowClient
from mlflow.genai.datasets import get_dataset, search_datasets
from mlflow.genai.label_schemas import list_label_schemas
from mlflow.genai.review_queues import list_review_queue_items, list_review_queues

asked = json.loads(sys.argv[1])
experiment, run_id, name_part = asked["experimentId"], asked["runId"], asked["namePart"]
mlflow.set_tracking_uri(asked["url"])
mlflow.set_experiment(experiment_id=experiment)
client = MlflowClient()


def assessment(a):
    return {
        "id": a.assessment_id,
        "name": a.name,
        "type": "expectation" if a.expectation is not None else "feedback",
        "value": json.dumps(a.value),
        "source": f"{a.source.source_type} {a.source.source_id}",
        "rationale": a.rationale,
        "metadata": a.metadata,
        "valid": a.valid,
    }


def trace(t):
    return {
        "id": t.info.trace_id,
        "inputs": json.dumps(t.data.spans[0].inputs),
        "all": [assessment(a) for a in t.search_assessments(all=True)],
        "feedback": [a.assessment_id for a in t.search_assessments(type="feedback")],
        "expectations": [a.assessment_id for a in t.search_assessments(type="expectation")],
        "correct": [a.value for a in t.search_assessments("is_correct")],
    }


def record(r):
    return {
        "inputs": json.dumps(r["inputs"]),
        "expectations": r["expectations"],
        "tags": r["tags"],
        "trace": r["source"].source_data["trace_id"] if r["source"] else None,
    }


def found(filter_string):
    traces = mlflow.search_traces(
        locations=[experiment], filter_string=filter_string, return_type="list"
    )
    return sorted(t.info.trace_id for t in traces)


documented = f"tags.mlflow.runName LIKE '%{name_part}%' AND attribute.run_id = '{run_id}'"
row = mlflow.search_runs(experiment_ids=[experiment], filter_string=documented).iloc[0]
runs = client.search_runs([experiment], documented)
by_name = client.search_runs([experiment], f"tags.mlflow.runName LIKE '%{name_part}%'")
by_id = client.search_runs([experiment], f"attribute.run_id = '{run_id}'")
dataset = get_dataset(dataset_id=asked["datasetId"])
queues = [
    {
        "name": queue.name,
        "users": sorted(queue.users),
        "items": {
            item.item_id: str(getattr(item.status, "value", item.status))
            for item in list_review_queue_items(queue.queue_id)
        },
    }
    for queue in list_review_queues(experiment_id=experiment)
]
print(
    json.dumps(
        {
            "row": {"runId": row["run_id"], "name": row["tags.mlflow.runName"]},
            "runs": [run.info.run_id for run in runs],
            "byName": sorted(run.info.run_id for run in by_name),
            "byId": [run.info.run_id for run in by_id],
            "status": runs[0].info.status,
            "traces": [
                trace(t)
                for t in mlflow.search_traces(
                    locations=[experiment], run_id=run_id, return_type="list"
                )
            ],
            "byAttribute": found(f"attribute.run_id = '{run_id}'"),
            "byFeedback": found("feedback.is_correct = 'false'"),
            "byExpectation": found("expectation.expected_response = 'The golden answer'"),
            "dataset": {
                "name": dataset.name,
                "experiments": dataset.experiment_ids,
                "records": [record(r) for r in dataset.to_df().to_dict("records")],
            },
            "datasetsByName": [
                d.dataset_id
                for d in search_datasets(
                    experiment_ids=[experiment], filter_string=f"name = '{dataset.name}'"
                )
            ],
            "queues": queues,
            "schemas": {
                schema.name: type(schema.input).__name__
                for schema in list_label_schemas(experiment_id=experiment)
            },
        }
    ),
    flush=True,
)
