export * from "./tracking/index.js";
export * from "./work/index.js";
