import { labelOnce } from "./label-once.mjs";

// oxlint-disable-next-line no-console -- what every runtime has
console.log(await labelOnce());
