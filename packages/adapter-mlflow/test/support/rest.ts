/** What another program does to MLflow beside the adapter. */
export interface Rest {
  get(path: string): Promise<Fields>;
  send(method: "POST" | "PATCH" | "PUT" | "DELETE", path: string, body: unknown): Promise<Fields>;
}

/** A JSON object of which a test reads what it knows to be there. */
export interface Fields {
  readonly [name: string]: Fields;
}

/** Plain calls to a server. */
export function rest(url: string, headers: Readonly<Record<string, string>> = {}): Rest {
  const call = async (path: string, init: RequestInit): Promise<Fields> => {
    const response = await fetch(url + path, {
      ...init,
      headers: { "content-type": "application/json", ...headers },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${text}`);
    return JSON.parse(text === "" ? "{}" : text);
  };
  return {
    get: (path) => call(path, {}),
    send: (method, path, body) => call(path, { method, body: JSON.stringify(body) }),
  };
}
