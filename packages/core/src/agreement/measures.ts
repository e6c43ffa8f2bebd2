import type { SchemaInput } from "../label-schema.js";
import type { KappaWeights } from "./cohen-kappa.js";
import type { Scale } from "./scale.js";

/** Which statistics fit a question. Percent agreement fits every one. */
export interface Measures {
  /** What alpha is computed on; absent where there is no scale. */
  readonly scale: Scale | undefined;
  /** The weights of Cohen's kappa; absent where answers are not one of a few categories. */
  readonly kappaWeights: KappaWeights | undefined;
  /** Whether answers are one of a few categories, as Fleiss' kappa asks. */
  readonly hasCategories: boolean;
}

const NOMINAL: Measures = {
  scale: { kind: "nominal" },
  kappaWeights: "none",
  hasCategories: true,
};

/**
 * The statistics that fit a kind of answer:
 *
 * - pass/fail and categorical: nominal alpha, Cohen's and Fleiss' kappa;
 * - ordered categorical: ordinal alpha, kappa with quadratic weights (alpha squares distances too), and Fleiss' kappa,
 *   which does not know the order;
 * - categorical list: alpha on sets, by the distance MASI;
 * - numeric: interval alpha;
 * - text and text list: percent only. Two people hardly ever write the same words, so that beyond-chance agreement on
 *   equal texts would look like discord where there may be none.
 */
export function measuresOf(input: SchemaInput): Measures {
  switch (input.kind) {
    case "passFail":
      return NOMINAL;
    case "categorical":
      if (input.ordered !== true) return NOMINAL;
      return {
        scale: { kind: "ordinal", order: input.options },
        kappaWeights: "quadratic",
        hasCategories: true,
      };
    case "categoricalList":
      return without({ kind: "set", distance: "masi" });
    case "numeric":
      return without({ kind: "interval" });
    case "text":
    case "textList":
      return without(undefined);
  }
}

function without(scale: Scale | undefined): Measures {
  return { scale, kappaWeights: undefined, hasCategories: false };
}
