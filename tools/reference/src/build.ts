// `npm run docs`: writes the API reference into docs/api.
import { fileURLToPath } from "node:url";
import { readReference } from "./reference.ts";

const FOLDER = fileURLToPath(new URL("../../../docs/api", import.meta.url));

const reference = await readReference();
for (const remark of reference.remarks) process.stderr.write(`${remark}\n`);
await reference.write(FOLDER);
process.stdout.write("The API reference is in docs/api; begin at docs/api/README.md.\n");
if (reference.remarks.length > 0) process.exitCode = 1;
