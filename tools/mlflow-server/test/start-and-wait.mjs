// A parent to be killed: starts a server, prints its address and waits for ever.
import { registerHooks } from "node:module";

// Node strips types by itself; that `./x.js` means `./x.ts` it must be told.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.startsWith(".") ? specifier.replace(/\.js$/, ".ts") : specifier, context),
});

const { startMlflow } = await import("../src/index.ts");
const { url } = await startMlflow({ mlflow: process.argv[2], backend: { kind: "sqlite" } });
process.stdout.write(url);
setInterval(() => undefined, 60_000);
