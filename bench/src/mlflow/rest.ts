import type { z } from "zod";

/** MLflow's REST interface for setting up and for reading back: plain, and never measured. */
export interface Rest {
  get<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>>;
  post<T extends z.ZodType>(path: string, body: unknown, schema: T): Promise<z.output<T>>;
  /** Where the answer does not matter. */
  send(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<void>;
}

export const V2 = "/api/2.0/mlflow";
export const V3 = "/api/3.0/mlflow";

export function openRest(url: string): Rest {
  const call = async (path: string, init?: RequestInit) => {
    const response = await fetch(url + path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${text.slice(0, 300)}`);
    return text;
  };
  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    call(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  return {
    get: async (path, schema) => schema.parse(JSON.parse(await call(path))),
    post: async (path, body, schema) => schema.parse(JSON.parse(await post(path, body))),
    send: async (path, body, headers) => {
      await post(path, body, headers);
    },
  };
}
