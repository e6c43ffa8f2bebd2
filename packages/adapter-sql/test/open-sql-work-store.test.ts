import { describeWorkStore } from "@labeldesk/conformance";
import { openSqlWorkStore } from "../src/index.js";
import { databaseKinds } from "./support/databases.js";
import { killAt } from "./support/kill-at.js";

for (const { kind, skip, create } of await databaseKinds())
  describeWorkStore({
    name: kind,
    ...(skip !== undefined && { skip }),
    isShared: true,
    isKillable: true,
    open: async (options) => {
      const { database, drop } = await create();
      const open = () => openSqlWorkStore({ database, ...options });
      const store = await open();
      return {
        store,
        openAnother: open,
        killAt: (plan) => killAt({ database, plan }),
        close: async () => {
          await store.close();
          await drop();
        },
      };
    },
  });
