import type { HttpOutcome } from '../../net/http-outcome.ts';

/** By what an answer is called in counts: the status where the venue means something by it. */
const NAMES = {
  ok: 'ok',
  refused: 'refused',
  rateLimited: '429',
  restarting: '425',
  unavailable: '503',
  geoblocked: 'geoblocked',
  unknown: 'unknown',
} as const satisfies Record<HttpOutcome['kind'], string>;

type AnswerName = (typeof NAMES)[HttpOutcome['kind']];

/** How often the venue answered what, over all its services and tries; only grows. */
export class AnswerCounts {
  readonly #counts = new Map<AnswerName, number>();

  constructor() {
    for (const name of Object.values(NAMES)) this.#counts.set(name, 0);
  }

  heard({ kind }: Pick<HttpOutcome, 'kind'>): void {
    const name = NAMES[kind];
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  get all(): ReadonlyMap<AnswerName, number> {
    return this.#counts;
  }
}
