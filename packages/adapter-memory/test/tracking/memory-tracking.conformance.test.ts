import { describeTracking } from "@labeldesk/conformance";
import { openMemory } from "./memory-harness.js";

describeTracking({ name: "memory", open: openMemory });
