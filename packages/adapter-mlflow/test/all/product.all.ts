import { describeTracking } from "@labeldesk/conformance";
import { afterAll, beforeAll, describe } from "vitest";
import { openHarness } from "../support/mlflow-harness.js";
import {
  ALL_CELLS,
  cellName,
  startCell,
  whyNot,
  type CellServer,
} from "../support/server-cells.js";

const cells = await Promise.all(
  ALL_CELLS.map(async (cell) => ({ cell, name: cellName(cell), skip: await whyNot(cell) })),
);

// One server after the other: sixteen at once would need 20 GB.
for (const { cell, name, skip } of cells) {
  describe(`on ${name}`, () => {
    let running: CellServer | undefined;
    if (skip === undefined) {
      beforeAll(async () => {
        running = await startCell(cell);
      });
      afterAll(() => running?.stop());
    }
    describeTracking({
      name,
      ...(skip === undefined ? {} : { skip }),
      open: () => Promise.resolve(openHarness(running?.options ?? { url: "" })),
    });
  });
}
