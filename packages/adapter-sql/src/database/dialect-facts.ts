/** What differs between the two databases, as data. */
export interface DialectFacts {
  readonly kind: "sqlite" | "postgres";
  /** A reader can lock rows. Where it cannot, a transaction has the database to itself. */
  readonly locksRows: boolean;
  /** Jobs and locks live in tables of the store; elsewhere the server brings both. */
  readonly ownJobTables: boolean;
  /** A transaction can be told to wait for another one by a number. */
  readonly advisoryLocks: boolean;
  /** The collation that orders text as JavaScript does, whatever language the server was set up for; as SQL. */
  readonly byteOrder: string;
}

export const SQLITE_FACTS: DialectFacts = {
  kind: "sqlite",
  locksRows: false,
  ownJobTables: true,
  advisoryLocks: false,
  byteOrder: "binary",
};

export const POSTGRES_FACTS: DialectFacts = {
  kind: "postgres",
  locksRows: true,
  ownJobTables: false,
  advisoryLocks: true,
  byteOrder: '"C"',
};
