/**
 * The first `size` of the numbers 0 to `count - 1` in the order of `before`, sorted: a heap of `size`, so that choosing
 * twelve of two hundred thousand does not sort them all. `before` must be a total order.
 */
export function firstOf(count: number, size: number, before: (a: number, b: number) => number): number[] {
  if (size <= 0) return [];
  // the worst of the chosen on top
  const heap: number[] = [];
  const sink = () => {
    for (let at = 0; ; ) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && before(heap[child]!, heap[worst]!) > 0) worst = child;
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst]!, heap[at]!];
      at = worst;
    }
  };
  for (let item = 0; item < count; item += 1) {
    if (heap.length < size) {
      heap.push(item);
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (before(heap[at]!, heap[parent]!) <= 0) break;
        [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
        at = parent;
      }
    } else if (before(item, heap[0]!) < 0) {
      heap[0] = item;
      sink();
    }
  }
  return heap.sort(before);
}
