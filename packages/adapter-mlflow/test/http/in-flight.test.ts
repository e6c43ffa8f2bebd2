import { describe, expect, it } from "vitest";
import { createInFlight } from "../../src/http/in-flight.js";

/** Tasks that end when the test says so. */
function tasks() {
  const started: string[] = [];
  const end = new Map<string, () => void>();
  const task = (name: string) => () =>
    new Promise<string>((resolve) => {
      started.push(name);
      end.set(name, () => resolve(name));
    });
  return { started, end, task };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("createInFlight", () => {
  it("runs as many as there are places, and the others in their turn", async () => {
    const { started, end, task } = tasks();
    const inFlight = createInFlight(2);
    const runs = ["a", "b", "c"].map((name) => inFlight.run(undefined, undefined, task(name)));
    await settle();
    expect(started).toEqual(["a", "b"]);
    end.get("b")?.();
    await settle();
    expect(started).toEqual(["a", "b", "c"]);
    end.get("a")?.();
    end.get("c")?.();
    expect(await Promise.all(runs)).toEqual(["a", "b", "c"]);
  });

  it("serves each group in turn, so that one call does not wait for somebody's thousand", async () => {
    const { started, end, task } = tasks();
    const inFlight = createInFlight(1);
    const [many, few] = [{}, {}];
    const runs = ["m1", "m2", "m3", "m4"].map((name) => inFlight.run(many, undefined, task(name)));
    runs.push(inFlight.run(few, undefined, task("f1")), inFlight.run(few, undefined, task("f2")));
    for (let served = 1; served <= runs.length; served += 1) {
      await settle();
      end.get(started.at(-1) ?? "")?.();
    }
    await Promise.all(runs);
    expect(started).toEqual(["m1", "m2", "f1", "m3", "f2", "m4"]);
  });

  it("lets a caller leave the queue, and gives the place to the next", async () => {
    const { started, end, task } = tasks();
    const inFlight = createInFlight(1);
    const controller = new AbortController();
    const first = inFlight.run(undefined, undefined, task("a"));
    const leaving = inFlight.run(controller.signal, controller.signal, task("b"));
    const last = inFlight.run(undefined, undefined, task("c"));
    const reason = new Error("not wanted");
    controller.abort(reason);
    await expect(leaving).rejects.toBe(reason);
    end.get("a")?.();
    await first;
    await settle();
    expect(started).toEqual(["a", "c"]);
    end.get("c")?.();
    await last;
    const again = inFlight.run(undefined, undefined, task("d"));
    await settle();
    end.get("d")?.();
    expect(await again).toBe("d");
  });

  it("frees the place of a task that fails", async () => {
    const inFlight = createInFlight(1);
    const failing = inFlight.run(undefined, undefined, () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(await inFlight.run(undefined, undefined, () => Promise.resolve("yes"))).toBe("yes");
  });

  it("does not begin what is not wanted any more", async () => {
    const { started, task } = tasks();
    const inFlight = createInFlight(1);
    const signal = AbortSignal.abort(new Error("not wanted"));
    await expect(inFlight.run(undefined, signal, task("a"))).rejects.toThrow("not wanted");
    expect(started).toEqual([]);
  });
});
