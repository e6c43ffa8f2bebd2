import { describe, expect, it } from "vitest";
import { ConfigError, readConfig, type Environment } from "../src/config.js";

const enough = {
  SLACK_BOT_TOKEN: "xoxb-planted-secret",
  SLACK_APP_TOKEN: "xapp-planted-secret",
  MLFLOW_TRACKING_URI: "http://127.0.0.1:5000",
};

describe("readConfig", () => {
  it("needs only the tokens and the MLflow server", () => {
    expect(readConfig(enough)).toMatchObject({
      LABELDESK_COMMAND: "/label",
      LABELDESK_DATA: "labeldesk.db",
      LABELDESK_LEADS: [],
      LABELDESK_EXPERIMENTS: [],
      LABELDESK_DATASETS: [],
      LOG_LEVEL: "info",
    });
  });

  it("splits lists at commas and trims their entries", () => {
    const config = readConfig({ ...enough, LABELDESK_LEADS: " ana@example.com , U1,*" });
    expect(config.LABELDESK_LEADS).toEqual(["ana@example.com", "U1", "*"]);
  });

  it("takes a variable that is set to nothing as not set", () => {
    expect(readConfig({ ...enough, DATABASE_URL: "  " }).DATABASE_URL).toBeUndefined();
  });

  it("names every mistake at once, and no value", () => {
    const wrong = {
      SLACK_BOT_TOKEN: "planted-secret",
      MLFLOW_TRACKING_URI: "planted-address",
      LABELDESK_LEADS: "ana@example.com,,ben@example.com",
      LOG_LEVEL: "loud",
    };
    const message = mistakesOf(wrong);
    for (const name of [...Object.keys(wrong), "SLACK_APP_TOKEN"]) expect(message).toContain(name);
    expect(message).toContain("SLACK_APP_TOKEN: is not set");
    expect(message).not.toContain("planted");
  });

  it("takes a whole login to MLflow or a token, not both", () => {
    const login = {
      MLFLOW_TRACKING_USERNAME: "planted-user",
      MLFLOW_TRACKING_PASSWORD: "planted-password",
    };
    const token = { MLFLOW_TRACKING_TOKEN: "planted-token" };
    expect(readConfig({ ...enough, ...login })).toMatchObject(login);
    expect(readConfig({ ...enough, ...token })).toMatchObject(token);

    const half = { MLFLOW_TRACKING_USERNAME: "planted-user" };
    const rest = { MLFLOW_TRACKING_PASSWORD: "planted-password" };
    expect(mistakesOf({ ...enough, ...half })).toContain("MLFLOW_TRACKING_PASSWORD: is not set");
    expect(mistakesOf({ ...enough, ...rest })).toContain("MLFLOW_TRACKING_USERNAME: is not set");
    const both = mistakesOf({ ...enough, ...login, ...token });
    expect(both).toContain("MLFLOW_TRACKING_TOKEN: goes without");
    expect(both).not.toContain("planted");
  });
});

function mistakesOf(environment: Environment): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "no mistakes";
}
