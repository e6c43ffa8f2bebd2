import { ReviewerEmail } from "@labeldesk/core";
import type { Assessment, AssessmentStore, TraceInfo, TraceStore } from "@labeldesk/core";

/** Whose e-mail address which MLflow account stands for. */
export interface Logins {
  /** The address of an account, or what was given where none is known. */
  toEmail(account: string): string;
  /** The account of an address; the address itself where none is known. */
  toAccount(email: ReviewerEmail): string;
}

/** @param emails addresses by account; accounts are told apart as MLflow does, without regard to letter case */
export function createLogins(emails: Readonly<Record<string, ReviewerEmail>>): Logins {
  const byAccount = new Map(
    Object.entries(emails).map(([account, email]) => [keyOf(account), email]),
  );
  const byEmail = new Map(
    Object.entries(emails)
      .toReversed()
      .map(([account, email]) => [email, account]),
  );
  return {
    toEmail: (account) => byAccount.get(keyOf(account)) ?? account,
    toAccount: (email) => byEmail.get(email) ?? email,
  };
}

function keyOf(account: string): string {
  return account.trim().toLowerCase();
}

/** Assessments whose human sources are e-mail addresses here, and accounts on the server: its Review tab knows them then. */
export function assessmentsOfPeople(store: AssessmentStore, logins: Logins): AssessmentStore {
  return {
    ...store,
    listAssessments: async (traceId, options) =>
      (await store.listAssessments(traceId, options)).map((one) => withEmail(one, logins)),
    writeAssessment: (assessment, options) => {
      const { source } = assessment;
      const email = ReviewerEmail.safeParse(source.id).data;
      if (source.kind !== "human" || email === undefined)
        return store.writeAssessment(assessment, options);
      const id = logins.toAccount(email);
      return store.writeAssessment({ ...assessment, source: { ...source, id } }, options);
    },
  };
}

/** The same for the assessments that traces carry. */
export function tracesOfPeople(store: TraceStore, logins: Logins): TraceStore {
  return {
    ...store,
    getTraces: async (traceIds, options) =>
      (await store.getTraces(traceIds, options)).map((trace) => withEmails(trace, logins)),
    getTraceInfos: async (traceIds, options) =>
      (await store.getTraceInfos(traceIds, options)).map((trace) => withEmails(trace, logins)),
    readConversation: async (experimentId, conversationId, options) => {
      const turns = await store.readConversation(experimentId, conversationId, options);
      return turns.map((trace) => withEmails(trace, logins));
    },
    searchTraces: async function* (search, options) {
      for await (const trace of store.searchTraces(search, options)) {
        yield withEmails(trace, logins);
      }
    },
  };
}

function withEmails<T extends TraceInfo>(trace: T, logins: Logins): T {
  return { ...trace, assessments: trace.assessments.map((one) => withEmail(one, logins)) };
}

function withEmail(assessment: Assessment, logins: Logins): Assessment {
  const { source } = assessment;
  if (source.kind !== "human") return assessment;
  return { ...assessment, source: { ...source, id: logins.toEmail(source.id) } };
}
