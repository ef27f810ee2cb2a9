import { getHeapStatistics } from 'node:v8';

/** Bytes ever allocated on the heap, by V8's own count, and bytes in use. */
export function heapNow(): { readonly total: number; readonly used: number } {
  const statistics = getHeapStatistics() as ReturnType<typeof getHeapStatistics> & {
    readonly total_allocated_bytes: number;
  };
  return { total: statistics.total_allocated_bytes, used: statistics.used_heap_size };
}
