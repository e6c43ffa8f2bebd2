/** What pg-boss writes into a job. The payload travels as text: `jsonb` refuses some characters and rounds big integers. */
export interface BossData {
  readonly payload: string;
}
