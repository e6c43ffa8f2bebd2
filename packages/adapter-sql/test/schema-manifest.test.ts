import { describe, expect, it } from "vitest";
import { openSqlWorkStore } from "../src/index.js";
import { databaseKinds } from "./support/databases.js";

/** Tables, columns and indexes as they were released. After a new migration: `npx vitest run -u`, and read the difference. */
const manifestOf = (kind: string) => `./schema-manifest.${kind}.json`;

for (const { kind, skip, create } of await databaseKinds())
  describe.skipIf(skip !== undefined)(`the schema on ${kind}`, () => {
    it("is the one in the manifest", async () => {
      const { database, drop } = await create();
      const store = await openSqlWorkStore({ database });
      const tables = await store.db.introspection.getTables();
      const shape = Object.fromEntries(
        tables
          .filter(({ name }) => name.startsWith("labeldesk_"))
          .toSorted((one, other) => one.name.localeCompare(other.name))
          .map(({ name, columns }) => [
            name,
            Object.fromEntries(
              columns.map((column) => [
                column.name,
                `${column.dataType.toLowerCase()}${column.isNullable ? " null" : ""}`,
              ]),
            ),
          ]),
      );
      await store.close();
      await drop();
      await expect(`${JSON.stringify(shape, undefined, 2)}\n`).toMatchFileSnapshot(
        manifestOf(kind),
      );
    });
  });
