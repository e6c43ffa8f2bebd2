/** What undoes the changes of one transaction, newest last. */
export type Journal = (() => void)[];

/** A map whose changes can be undone. Keeps the order of insertion, except that a deletion undone puts its row last. */
export interface Table<K, V> {
  readonly size: number;
  get(key: K): V | undefined;
  has(key: K): boolean;
  values(): Iterable<V>;
  set(key: K, value: V): void;
  delete(key: K): void;
}

/** A {@link Table} that notes in `journal` how to undo each change. */
export function createTable<K, V>(journal: Journal): Table<K, V> {
  const rows = new Map<K, V>();
  const restore = (key: K, value: V | undefined) => () => {
    if (value === undefined) rows.delete(key);
    else rows.set(key, value);
  };
  return {
    get size() {
      return rows.size;
    },
    get: (key) => rows.get(key),
    has: (key) => rows.has(key),
    values: () => rows.values(),
    set: (key, value) => {
      journal.push(restore(key, rows.get(key)));
      rows.set(key, value);
    },
    delete: (key) => {
      journal.push(restore(key, rows.get(key)));
      rows.delete(key);
    },
  };
}

/** The table at `key` of a table of tables, made when there is none. */
export function tableAt<K, L, V>(
  journal: Journal,
  tables: Table<K, Table<L, V>>,
  key: K,
): Table<L, V> {
  const known = tables.get(key);
  if (known) return known;
  const made = createTable<L, V>(journal);
  tables.set(key, made);
  return made;
}

/** Undoes everything the journal knows and empties it. */
export function rollBack(journal: Journal): void {
  for (const undo of journal.toReversed()) undo();
  journal.length = 0;
}
