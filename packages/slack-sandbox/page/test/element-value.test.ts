import { describe, expect, it } from "vitest";
import {
  findInitialValue,
  momentValue,
  optionsValue,
  readChosen,
  readMoment,
  readTyped,
  toggleOption,
  typedValue,
  usersValue,
} from "../live/element-value.js";

const option = (value: string) => ({ text: { type: "plain_text", text: value }, value });

describe("element values", () => {
  it.each([
    ["plain_text_input", { initial_value: "a" }, { value: "a" }],
    ["radio_buttons", { initial_option: option("a") }, { selected_option: option("a") }],
    ["checkboxes", { initial_options: [option("a")] }, { selected_options: [option("a")] }],
    ["users_select", { initial_user: "U1" }, { selected_user: "U1" }],
    ["multi_users_select", { initial_users: ["U1"] }, { selected_users: ["U1"] }],
    ["datepicker", { initial_date: "2026-11-28" }, { selected_date: "2026-11-28" }],
    ["timepicker", { initial_time: "09:00" }, { selected_time: "09:00" }],
  ])("start a %s with what the app gave", (type, given, held) => {
    expect(findInitialValue({ type, ...given })).toEqual({ type, ...held });
  });

  it("start with nothing where the app gave nothing", () => {
    expect(findInitialValue({ type: "plain_text_input" })).toBeUndefined();
  });

  it("hold null where a text was cleared, and read it as empty", () => {
    const cleared = typedValue("plain_text_input", "");
    expect(cleared).toEqual({ type: "plain_text_input", value: null });
    expect(readTyped(cleared)).toBe("");
    expect(readTyped(typedValue("number_input", "5"))).toBe("5");
  });

  it("hold days and times under Slack's names", () => {
    expect(momentValue("datepicker", "2026-11-28")).toEqual({
      type: "datepicker",
      selected_date: "2026-11-28",
    });
    expect(momentValue("timepicker", "")).toEqual({ type: "timepicker", selected_time: null });
    expect(readMoment(momentValue("timepicker", "09:30"))).toBe("09:30");
  });

  it("hold one choice or several, as the element does", () => {
    expect(optionsValue("static_select", [option("a")])).toEqual({
      type: "static_select",
      selected_option: option("a"),
    });
    expect(optionsValue("static_select", [])).toMatchObject({ selected_option: null });
    expect(optionsValue("multi_static_select", [])).toMatchObject({ selected_options: [] });
    expect(usersValue("users_select", ["U1"])).toMatchObject({ selected_user: "U1" });
    expect(usersValue("multi_users_select", ["U1", "U2"])).toMatchObject({
      selected_users: ["U1", "U2"],
    });
  });

  it("read one choice and several alike", () => {
    expect(readChosen(optionsValue("radio_buttons", [option("a")])).options).toEqual([option("a")]);
    expect(readChosen(optionsValue("checkboxes", [option("a"), option("b")])).options).toHaveLength(
      2,
    );
    expect(readChosen(usersValue("users_select", ["U1"])).users).toEqual(["U1"]);
    expect(readChosen(undefined)).toEqual({ options: [], users: [] });
  });

  it("add an option, or take it out by its value though its text was redrawn", () => {
    const [a, b] = [option("a"), option("b")];
    expect(toggleOption([a], b)).toEqual([a, b]);
    expect(toggleOption([a, b], { ...a, text: "another" })).toEqual([b]);
  });
});
