import { describeAssignments } from "./assignment-cases.js";
import { describeJobs } from "./job-cases.js";
import { describeLocks } from "./lock-cases.js";
import { describeOffers } from "./offer-cases.js";
import { describeSessions } from "./session-cases.js";
import { describeSubmissions } from "./submission-cases.js";
import { describeTransactions } from "./transaction-cases.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

/** Registers what every work store must keep to. Each part opens a store of its own. */
export function describeWorkStore(suite: WorkStoreSuite): void {
  describeSessions(suite);
  describeOffers(suite);
  describeAssignments(suite);
  describeSubmissions(suite);
  describeTransactions(suite);
  describeJobs(suite);
  describeLocks(suite);
}
