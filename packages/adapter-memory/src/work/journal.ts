/** What undoes the changes of one transaction, newest last. */
export type Journal = (() => void)[];

/** A map whose changes can be undone. Keeps the order of insertion. */
export interface Table<K, V> {
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

/** Undoes everything the journal knows and empties it. */
export function rollBack(journal: Journal): void {
  for (const undo of journal.toReversed()) undo();
  journal.length = 0;
}
