import { describe, expect, it } from "vitest";
import { readPlace, writePlace } from "../place.js";

describe("the place in the address", () => {
  it("names the person and the tab, and reads back what it wrote", () => {
    for (const place of [
      { person: "U1", tab: "home" },
      { person: "U 2&x", tab: "messages" },
    ] as const) {
      expect(readPlace(writePlace(place))).toEqual(place);
    }
  });

  it("names nobody at first", () => {
    expect(readPlace("")).toEqual({ person: undefined, tab: "messages" });
    expect(readPlace("?tab=nonsense&person=U1")).toEqual({ person: "U1", tab: "messages" });
  });
});
