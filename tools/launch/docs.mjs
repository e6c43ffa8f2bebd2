// `npm run docs`: writes the API reference from the comments in the sources into docs/api.
import { run } from "./run.mjs";

process.exit(await run("node", ["tools/reference/src/build.ts"]));
