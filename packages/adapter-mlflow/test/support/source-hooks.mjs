// Lets a plain Node process run the workspace's sources, as the tests do: packages by their sources, `.js` by `.ts`.
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

const packages = new URL("../../../", import.meta.url);

registerHooks({
  resolve(specifier, context, nextResolve) {
    const name = /^@labeldesk\/([a-z-]+)$/u.exec(specifier)?.[1];
    if (name !== undefined) {
      return nextResolve(new URL(`${name}/src/index.ts`, packages).href, context);
    }
    if (specifier.startsWith(".") && specifier.endsWith(".js")) {
      const source = new URL(specifier.replace(/\.js$/u, ".ts"), context.parentURL);
      if (existsSync(fileURLToPath(source))) return nextResolve(source.href, context);
    }
    return nextResolve(specifier, context);
  },
});
