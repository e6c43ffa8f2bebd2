import { describe, expect, it } from "vitest";
import { rawElements, rawMembers } from "../../src/wire/raw-json.js";

describe("rawElements", () => {
  it.each([
    ["[]", []],
    [" [ ] ", []],
    ["[1.0]", ["1.0"]],
    [`[1, "a,]b", {"x": [1, 2]}, [3]]`, ["1", `"a,]b"`, `{"x": [1, 2]}`, "[3]"]],
    [String.raw`["\"", "\\", -0.0]`, [String.raw`"\""`, String.raw`"\\"`, "-0.0"]],
  ])("cuts %s", (text, expected) => {
    expect(rawElements(text)).toEqual(expected);
  });
});

describe("rawMembers", () => {
  it("gives the raw text of each member's value, whatever the names hold", () => {
    const text = String.raw`{"a:b": 1.0, "é\"": {"c": "}"}, "": NaN, "last":[1e3 , 2]}`;
    expect(rawMembers(text)).toEqual(
      new Map([
        ["a:b", "1.0"],
        [`é"`, `{"c": "}"}`],
        ["", "NaN"],
        ["last", "[1e3 , 2]"],
      ]),
    );
  });
});
