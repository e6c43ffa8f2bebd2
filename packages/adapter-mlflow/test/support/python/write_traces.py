"""Logs traces and assessments with MLflow's own Python client, and prints as JSON what it logged."""

import json
import sys

import mlflow
from mlflow.entities import AssessmentError, AssessmentSource, SpanEvent, SpanType
from mlflow.tracing.attachments import Attachment

asked = json.loads(sys.argv[1])
mlflow.set_tracking_uri(asked["url"])
mlflow.set_experiment(experiment_id=asked["experimentId"])

START_NS = 1795470492543327286
VALUES = {
    "float": 1.0,
    "int": 1,
    "true": True,
    "null": None,
    "beyond double": 9007199254740993,
    "int64": [9223372036854775807, -9223372036854775808],
    "negative zero": -0.0,
    "small": 5e-324,
    "text": "Größe 大 🏠\n\"quoted\" \\ {\"a\": 1}",
    "like a number": "1.0",
    "empty": ["", [], {}],
}
NOT_JSON = {"nan": float("nan"), "inf": [float("inf"), float("-inf")]}
traces = []


def log(name, inputs, outputs, children=(), attributes=None, error=None):
    """A trace with a root and its children, every time to the nanosecond."""
    root = mlflow.start_span_no_context(
        name, span_type=SpanType.AGENT, inputs=inputs, start_time_ns=START_NS
    )
    root.set_attributes(attributes or {})
    spans = [root]
    for index, (child, span_type, values) in enumerate(children):
        span = mlflow.start_span_no_context(
            child,
            span_type=span_type,
            parent_span=root,
            inputs=values,
            start_time_ns=START_NS + 11 + index,
        )
        if error is not None:
            event = SpanEvent.from_exception(error)
            event.timestamp = START_NS + 500
            span.add_event(event)
        span.end(outputs=values, end_time_ns=START_NS + 101 + index)
        spans.append(span)
    status = "OK" if error is None else "ERROR"
    root.end(outputs=outputs, status=status, end_time_ns=START_NS + 1_000_000_001)
    # What cannot be sent as spans takes along what waits beside it, of other traces too.
    mlflow.flush_trace_async_logging()
    traces.append(
        {
            "name": name,
            "id": root.trace_id,
            "status": status,
            "attributes": json.dumps(attributes or {}),
            "spans": [
                {
                    "id": span.span_id,
                    "parent": span.parent_id,
                    "name": span.name,
                    "type": span.span_type,
                    "start": span.start_time_ns,
                    "end": span.end_time_ns,
                    "inputs": json.dumps(span.inputs),
                    "outputs": json.dumps(span.outputs),
                }
                for span in spans
            ],
        }
    )
    return root.trace_id


def assess(trace_id):
    """Every kind of value, author and fate."""
    code = AssessmentSource(source_type="CODE", source_id="check 1")
    judge = AssessmentSource(source_type="LLM_JUDGE", source_id="openai:/gpt")
    lena = AssessmentSource(source_type="HUMAN", source_id="Lena@Example.com")
    for value in [True, 3, 0.1, "Größe 大", ["a", "b, c"], {"score": 1.5, "why": None}]:
        name = f"feedback {type(value).__name__}"
        mlflow.log_feedback(
            trace_id=trace_id, name=name, value=value, source=code, rationale="since – 大"
        )
    mlflow.log_feedback(
        trace_id=trace_id,
        name="broken",
        source=judge,
        error=AssessmentError(error_code="RATE_LIMIT", error_message="slow down"),
    )
    first = mlflow.log_feedback(trace_id=trace_id, name="tone", value="curt", source=lena)
    mlflow.override_feedback(
        trace_id=trace_id,
        assessment_id=first.assessment_id,
        value="fine",
        source=lena,
        metadata={"k": "v"},
    )
    expected = ["text", 7, 0.5, False, ["x", "y"], {"big": 2**60 + 1, "deep": [{"a": [1.0]}]}]
    for value in expected:
        name = f"expected {type(value).__name__}"
        mlflow.log_expectation(trace_id=trace_id, name=name, value=value, source=lena)
    linked = mlflow.log_expectation(trace_id=trace_id, name="changed", value="old", source=lena)
    linked.expectation.value = "new"
    mlflow.update_assessment(trace_id, linked.assessment_id, linked)


children = [("retrieve", SpanType.RETRIEVER, VALUES), ("call", SpanType.TOOL, {"n": 2})]
everything = log("everything", VALUES, VALUES, children, {"own": VALUES, "digits": "5"})
log("no JSON numbers", NOT_JSON, NOT_JSON, [("child", SpanType.LLM, NOT_JSON)])
huge = {"huge": 2**70, "least": -(2**64)}
log("beyond 64 bits", huge, huge, [("child", SpanType.PARSER, huge)])
log("no object", "only a text", ["a", "list"])
log("nothing", None, None)
log("failed", {"n": 1}, None, [("child", "my own type", {"n": 1})], error=ValueError("it broke – 大"))

with mlflow.start_span("attached", span_type=SpanType.CHAT_MODEL) as span:
    picture = Attachment(content_type="image/png", content_bytes=b"\x89PNG attached")
    span.set_inputs({"question": "what is it?", "image": picture})
    span.set_outputs("a picture")
    mlflow.update_current_trace(
        tags={"env": "prod – 大"}, metadata={"mlflow.trace.session": "chat-1", "own": "text"}
    )
    attached = span.trace_id
mlflow.flush_trace_async_logging()
assess(everything)

stored = mlflow.get_trace(everything)
shown = mlflow.get_trace(attached)
print(
    json.dumps(
        {
            "traces": traces,
            "assessments": [
                {
                    "id": a.assessment_id,
                    "name": a.name,
                    "value": json.dumps(a.value),
                    "source": f"{a.source.source_type} {a.source.source_id}",
                    "rationale": a.rationale,
                    "metadata": a.metadata,
                    "valid": a.valid,
                    "type": "feedback" if a.expectation is None else "expectation",
                }
                for a in stored.search_assessments(all=True)
            ],
            "attached": {
                "id": attached,
                "inputs": json.dumps(shown.data.spans[0].inputs),
                "tags": shown.info.tags,
                "metadata": shown.info.trace_metadata,
                "requestTime": shown.info.request_time,
                "duration": shown.info.execution_duration,
            },
        }
    ),
    flush=True,
)
