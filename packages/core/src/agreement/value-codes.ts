import type { AnswerValue } from "../answer.js";

/** Numbers distinct values from 0 on, in the order of their first appearance. */
export interface ValueCodes {
  readonly values: readonly AnswerValue[];
  /** The value's number; a new value gets the next one. */
  codeOf(value: AnswerValue): number;
  find(value: AnswerValue): number | undefined;
}

/**
 * Values are the same when they are equal; lists when they hold the same texts, whatever their order and repetition.
 * A text and a list of that one text differ, and so do 0 and "0".
 */
export function createValueCodes(): ValueCodes {
  const values: AnswerValue[] = [];
  const scalars = new Map<boolean | number | string, number>();
  const lists = new Map<string, number>();
  const find = (value: AnswerValue) =>
    typeof value === "object" ? lists.get(listKey(value)) : scalars.get(value);
  return {
    values,
    find,
    codeOf(value) {
      const known = find(value);
      if (known !== undefined) return known;
      const code = values.push(value) - 1;
      if (typeof value === "object") lists.set(listKey(value), code);
      else scalars.set(value, code);
      return code;
    },
  };
}

function listKey(texts: readonly string[]): string {
  return JSON.stringify([...new Set(texts)].toSorted());
}
