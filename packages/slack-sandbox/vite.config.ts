import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the page into `dist/page`, whole: it asks for nothing but itself and the sandbox's own `/sandbox/` calls. */
export default defineConfig({
  root: here("page"),
  // Relative, so that the sandbox may serve it below any path.
  base: "./",
  plugins: [react()],
  build: { outDir: here("dist/page"), emptyOutDir: true, target: "es2023" },
});
