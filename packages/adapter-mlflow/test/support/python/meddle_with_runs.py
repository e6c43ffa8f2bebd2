"""What another program does to the runs of an experiment: deletes, restores, and makes one that looks like a session."""

import json
import sys

from mlflow import MlflowClient

asked = json.loads(sys.argv[1])
client = MlflowClient(asked["url"])
client.delete_run(asked["delete"])
client.restore_run(asked["restore"])
tags = {"mlflow.runType": "labeling", "labeldesk": "not ours"}
alike = client.create_run(asked["experimentId"], run_name=asked["name"], tags=tags)
evaluation = client.create_run(
    asked["experimentId"], run_name=asked["name"], tags={"mlflow.runType": "genai_evaluate"}
)
print(json.dumps([alike.info.run_id, evaluation.info.run_id]), flush=True)
