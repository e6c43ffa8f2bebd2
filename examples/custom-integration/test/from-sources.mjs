// Lets a process use the workspace's sources where it would use their builds, so that no build can be stale.
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

registerHooks({
  resolve(specifier, context, next) {
    const [, name] = /^@labeldesk\/([a-z-]+)$/u.exec(specifier) ?? [];
    if (name !== undefined) {
      return next(new URL(`../../../packages/${name}/src/index.ts`, import.meta.url).href, context);
    }
    if (specifier.startsWith(".") && specifier.endsWith(".js")) {
      const source = new URL(specifier.replace(/\.js$/u, ".ts"), context.parentURL);
      if (existsSync(fileURLToPath(source))) return next(source.href, context);
    }
    return next(specifier, context);
  },
});
