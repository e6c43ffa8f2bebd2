import { describeAdjudications } from "./adjudication-cases.js";
import { describeAssignments } from "./assignment-cases.js";
import { describeCaps } from "./cap-cases.js";
import { describeDealing } from "./dealing-cases.js";
import { describeJobs } from "./job-cases.js";
import { describeKilled } from "./killed-cases.js";
import { describeLargeSessions } from "./large-session-cases.js";
import { describeListings } from "./listing-cases.js";
import { describeLocks } from "./lock-cases.js";
import { describeMirror } from "./mirror-cases.js";
import { describeOffers } from "./offer-cases.js";
import { describeProgress } from "./progress-cases.js";
import { describeRules } from "./rule-cases.js";
import { describeSessions } from "./session-cases.js";
import { describeSubmissions } from "./submission-cases.js";
import { describeTransactions } from "./transaction-cases.js";
import { describeUndo } from "./undo-cases.js";
import { describeWaiting } from "./waiting-cases.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

/** Registers what every work store must keep to. Each part opens a store of its own. */
export function describeWorkStore(suite: WorkStoreSuite): void {
  describeSessions(suite);
  describeOffers(suite);
  describeWaiting(suite);
  describeDealing(suite);
  describeCaps(suite);
  describeRules(suite);
  describeAssignments(suite);
  describeListings(suite);
  describeProgress(suite);
  describeSubmissions(suite);
  describeUndo(suite);
  describeAdjudications(suite);
  describeMirror(suite);
  describeTransactions(suite);
  describeKilled(suite);
  describeLargeSessions(suite);
  describeJobs(suite);
  describeLocks(suite);
}
