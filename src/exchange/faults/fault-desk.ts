import { type Result, refuse } from '../../domain/result.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { Outage } from './outage.ts';
import {
  type FaultPlace,
  isAwaited,
  type PlannedFault,
  type RequestFault,
} from './request-fault.ts';

/** Takes a fault of a socket, in words of its own. */
export type OnSocketFault = (wish: Readonly<Record<string, unknown>>) => Result<void>;

/** Faults on demand: whoever tests a client orders them here, by hand or over /local/faults. */
export class FaultDesk {
  readonly outage: Outage;
  /** Set by whoever serves the sockets; faults "where sockets" go there. */
  onSocket: OnSocketFault = () => refuse('no_sockets', 'no sockets are served here');
  #planned: PlannedFault[] = [];

  constructor(venue: LocalVenue) {
    this.outage = new Outage(venue);
  }

  /** Those that still wait, in the order in which they will come. */
  get planned(): readonly PlannedFault[] {
    return this.#planned;
  }

  /** The next `count` requests of a place suffer it; earlier plans come first. */
  plan(where: FaultPlace, fault: RequestFault, count = 1): void {
    this.#planned.push({ ...fault, where, count });
  }

  clear(): void {
    this.#planned = [];
  }

  /** What a request suffers; undefined, as nearly always, for nothing. */
  next(method: string, path: string): RequestFault | undefined {
    if (this.#planned.length === 0) return undefined;
    const index = this.#planned.findIndex((planned) => isAwaited(planned, method, path));
    const planned = this.#planned[index];
    if (planned === undefined) return undefined;
    if (planned.count > 1) this.#planned[index] = { ...planned, count: planned.count - 1 };
    else this.#planned.splice(index, 1);
    return planned;
  }
}
