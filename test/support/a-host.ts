import { ok } from '../../src/domain/result.ts';
import type { Host } from '../../src/runtime/live/host-watch.ts';

/** A machine that is fit to trade, where a test is about something else. */
export const A_HOST: Host = {
  lease: { state: ok(undefined) },
  freeBytes: () => Promise.resolve(2 ** 40),
};
