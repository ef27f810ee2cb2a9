import type { Services } from '../../src/polymarket/services.ts';
import { servicesAt } from '../../src/runtime/venue.ts';

/** All services at the same paths of one host: for tests whose answers do not meet. */
export function oneHost(base: string): Services {
  return { ...servicesAt(base), gamma: base, data: base };
}
