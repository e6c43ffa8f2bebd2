/** Numbers of which the smallest comes out first. */
export interface MinHeap {
  push(value: number): void;
  /** `undefined` when it is empty. */
  pop(): number | undefined;
}

/** A binary heap: both operations take time in the logarithm of its size. */
export function createMinHeap(values: readonly number[] = []): MinHeap {
  // Sorted numbers are a heap already.
  const heap = values.toSorted((one, other) => one - other);
  const at = (index: number) => heap[index] ?? Number.POSITIVE_INFINITY;
  const swap = (one: number, other: number) => {
    [heap[one], heap[other]] = [at(other), at(one)];
  };
  const rise = (index: number): void => {
    const parent = (index - 1) >> 1;
    if (index === 0 || at(parent) <= at(index)) return;
    swap(index, parent);
    rise(parent);
  };
  const sink = (index: number): void => {
    const left = 2 * index + 1;
    const child = at(left + 1) < at(left) ? left + 1 : left;
    if (at(child) >= at(index)) return;
    swap(index, child);
    sink(child);
  };
  return {
    push: (value) => {
      heap.push(value);
      rise(heap.length - 1);
    },
    pop: () => {
      const [first] = heap;
      const last = heap.pop();
      if (heap.length > 0 && last !== undefined) {
        heap[0] = last;
        sink(0);
      }
      return first;
    },
  };
}
