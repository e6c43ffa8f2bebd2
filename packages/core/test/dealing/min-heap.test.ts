import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMinHeap } from "../../src/dealing/min-heap.js";

describe("createMinHeap", () => {
  it("gives back the smallest of what is in it, whatever comes in between", () => {
    const step = fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.array(step, { maxLength: 60 }), (first, steps) => {
        const heap = createMinHeap(first);
        const expected = [...first];
        for (const value of steps) {
          if (value !== undefined) heap.push(value);
          if (value !== undefined) expected.push(value);
          if (value !== undefined) continue;
          expected.sort((one, other) => one - other);
          expect(heap.pop()).toBe(expected.shift());
        }
      }),
    );
  });
});
