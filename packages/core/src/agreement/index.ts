export { cohenKappa } from "./cohen-kappa.js";
export type { KappaWeights } from "./cohen-kappa.js";
export type { AgainstOthers, Comparison, PairAgreement } from "./comparison.js";
export { fleissKappa } from "./fleiss-kappa.js";
export { judgeAgreement } from "./judge-agreement.js";
export type {
  JudgeAgreement,
  MajorityAgreement,
  QuestionJudgeAgreement,
} from "./judge-agreement.js";
export { krippendorffAlpha } from "./krippendorff-alpha.js";
export { measuresOf } from "./measures.js";
export type { Measures } from "./measures.js";
export { percentAgreement } from "./percent-agreement.js";
export type { PercentAgreement } from "./percent-agreement.js";
export { questionAgreement } from "./question-agreement.js";
export type { QuestionAgreement, RaterAgreement } from "./question-agreement.js";
export { createRatingCollector, ratingTable } from "./rating.js";
export type { RatedUnit, Rating, RatingCollector, Ratings, RatingTable } from "./rating.js";
export type { Scale, SetDistance } from "./scale.js";
export type { Basis, Statistic, UndefinedReason } from "./statistic.js";
