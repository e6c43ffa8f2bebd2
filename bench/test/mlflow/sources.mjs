// Lets plain Node run the workspace's sources, as the tests do: no build can be stale.
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";

const root = new URL("../../../", import.meta.url);

registerHooks({
  resolve: (specifier, context, next) => {
    const [, name] = /^@labeldesk\/([a-z-]+)$/.exec(specifier) ?? [];
    if (name !== undefined) {
      const folder = ["packages", "tools"].find((group) =>
        existsSync(new URL(`${group}/${name}`, root)),
      );
      return next(new URL(`${folder}/${name}/src/index.ts`, root).href, context);
    }
    const isOurs = !context.parentURL?.includes("/node_modules/") && specifier.startsWith(".");
    return next(isOurs ? specifier.replace(/\.js$/, ".ts") : specifier, context);
  },
});
