export * from "./stage.js";
