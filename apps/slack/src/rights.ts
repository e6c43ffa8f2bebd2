import type { Experiment, LabelingSession } from "@labeldesk/core";
import type { Config } from "./config.js";
import type { Person } from "./people.js";

/** Who may do what. Asked before a screen opens and again in the job that does the work. */
export interface Rights {
  /** Creating sessions and questions. */
  mayLead(person: Person): boolean;
  /** Running this session: its creator and the workspace's admins, as long as they may lead. */
  mayManage(person: Person, session: LabelingSession): boolean;
  mayUseExperiment(experiment: Experiment): boolean;
  mayUseDataset(name: string): boolean;
  /** Whether this member may be asked to review; a sentence says why not. */
  whyNoReviewer(person: Person): string | undefined;
}

/** The rights that the configuration gives. */
export function createRights(
  config: Pick<Config, "LABELDESK_LEADS" | "LABELDESK_EXPERIMENTS" | "LABELDESK_DATASETS">,
): Rights {
  const leads = new Set(config.LABELDESK_LEADS.map((entry) => entry.toLowerCase()));
  const experiments = new Set(config.LABELDESK_EXPERIMENTS);
  const datasets = new Set(config.LABELDESK_DATASETS);

  const mayLead = (person: Person): boolean => {
    if (person.isBot || person.isDeleted || person.email === undefined) return false;
    if (leads.size === 0) return person.isAdmin;
    return leads.has("*") || leads.has(person.slackId.toLowerCase()) || leads.has(person.email);
  };

  return {
    mayLead,
    mayManage: (person, session) =>
      mayLead(person) && (person.isAdmin || person.email === session.createdBy),
    mayUseExperiment: ({ experimentId, name }) =>
      experiments.has("*") || experiments.has(experimentId) || experiments.has(name),
    mayUseDataset: (name) => datasets.has("*") || datasets.has(name),
    whyNoReviewer(person) {
      if (person.isBot) return `${person.name} is an app; only people can review.`;
      if (person.isDeleted) return `${person.name} has left this workspace.`;
      if (person.isGuest) return `${person.name} is a guest; only members can review.`;
      if (person.email === undefined) {
        return `Slack shows no e-mail address of ${person.name}; answers are attributed by e-mail.`;
      }
      return undefined;
    },
  };
}
