import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { Application, LogLevel, type ReflectionKind, type TypeDocOptions } from "typedoc";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The published packages, in the order in which a reader needs them. */
export const PACKAGES = [
  "core",
  "conformance",
  "adapter-memory",
  "adapter-mlflow",
  "adapter-sql",
  "trace-view",
  "block-kit",
  "slack-sandbox",
] as const;

/** What must carry a comment. Members of an object type are documented where their name and type do not say everything. */
const DOCUMENTED = [
  "Class",
  "Function",
  "Interface",
  "TypeAlias",
  "Variable",
  "Method",
] as const satisfies readonly (keyof typeof ReflectionKind)[];

/** What came of reading the sources: the remarks are empty when every public symbol is documented and every link leads somewhere. */
export interface Reference {
  readonly remarks: readonly string[];
  /** Writes the reference as Markdown pages into a folder, replacing what is there. */
  write(folder: string): Promise<void>;
}

/** Reads the public symbols of the packages. @throws {Error} when the sources cannot be read */
export async function readReference(packages: readonly string[] = PACKAGES): Promise<Reference> {
  const options: Partial<TypeDocOptions> = {
    name: "Labeldesk",
    entryPoints: packages.map((name) => here(`../../../packages/${name}/src/index.ts`)),
    tsconfig: here("../tsconfig.packages.json"),
    basePath: here("../../../packages"),
    plugin: ["typedoc-plugin-markdown"],
    // `npm run typecheck` says what does not compile.
    skipErrorChecking: true,
    readme: "none",
    // The addresses of sources depend on where the clone came from.
    disableGit: true,
    disableSources: true,
    hideGenerator: true,
    excludeInternal: true,
    requiredToBeDocumented: [...DOCUMENTED],
    packagesRequiringDocumentation: packages.map((name) => `@labeldesk/${name}`),
    validation: { notExported: false, invalidLink: true, notDocumented: true },
    logLevel: LogLevel.Warn,
  };
  const application = await Application.bootstrapWithPlugins(options);
  const remarks: string[] = [];
  application.logger.log = (message, level) => {
    if (level >= LogLevel.Warn) remarks.push(stripVTControlCharacters(message));
  };
  const project = await application.convert();
  if (project === undefined) {
    throw new Error(`The sources cannot be read:\n${remarks.join("\n")}`);
  }
  for (const child of project.children ?? []) child.name = `@labeldesk/${child.name.split("/")[0]}`;
  application.validate(project);
  return {
    remarks,
    write: async (folder) => {
      application.options.setValue("out", folder);
      await application.generateOutputs(project);
    },
  };
}
