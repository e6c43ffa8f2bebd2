// A parent to be killed: starts a server, prints its address and waits for ever.
import { registerHooks } from "node:module";

const NEIGHBOUR = new URL("../../python-environment/src/index.ts", import.meta.url).href;

// Node strips types by itself; that `./x.js` means `./x.ts`, and where a neighbour's sources are, it must be told.
registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === "@labeldesk/python-environment") return next(NEIGHBOUR, context);
    return next(specifier.startsWith(".") ? specifier.replace(/\.js$/, ".ts") : specifier, context);
  },
});

const { startMlflow } = await import("../src/index.ts");
const { url } = await startMlflow({ mlflow: process.argv[2], backend: { kind: "sqlite" } });
process.stdout.write(url);
setInterval(() => undefined, 60_000);
