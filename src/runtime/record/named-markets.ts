import { Backoff, type BackoffBounds } from '../../net/backoff.ts';
import type { GammaEvent } from '../../polymarket/wire/gamma/event.ts';
import type { MarketChoiceParts } from './market-choice.ts';
import { RepeatedWork } from './repeated-work.ts';

/** Between questions that nobody answers. */
const FAILED: BackoffBounds = { leastMs: 1_000, firstMs: 5_000, mostMs: 60_000 };

/**
 * Records markets by name. A name may be a group's, as the venue's addresses have it: then all of
 * its open markets are meant, also those that are added later. Games call their group and its first
 * market the same, and then the group is meant.
 */
export class NamedMarkets {
  readonly #parts: MarketChoiceParts;
  readonly #work: RepeatedWork;
  /** By name, while nobody answers. */
  readonly #troubles = new Map<string, string>();

  constructor(parts: MarketChoiceParts) {
    this.#parts = parts;
    this.#work = new RepeatedWork(parts.clock, parts.onFault);
  }

  get troubles(): readonly string[] {
    return [...this.#troubles.values()];
  }

  start(): void {
    for (const market of this.#parts.request.markets ?? []) this.#take(market);
    for (const name of new Set(this.#parts.request.names)) {
      const market = name.split('/')[1];
      if (market === undefined) this.#work.do(this.#looker(name));
      else this.#take(market);
    }
  }

  stop(): void {
    this.#work.stop();
  }

  #looker(name: string): () => Promise<number | undefined> {
    const { gamma, random, isKnown, tell, request } = this.#parts;
    const waits = new Backoff(FAILED, random);
    const told = new Set<string>();
    const tellOnce = (code: string, text: string) => {
      if (!told.has(code)) tell(text);
      told.add(code);
    };
    return async () => {
      // It was a market's name after all.
      if (isKnown(name) && told.has('market')) return undefined;
      const group = await gamma.eventBySlug(name);
      if (this.#work.isStopped) return undefined;
      if (!group.ok) {
        const trouble = `${name}: ${group.message}; trying again`;
        this.#troubles.set(name, trouble);
        tellOnce(group.code, trouble);
        return waits.next();
      }
      this.#troubles.delete(name);
      waits.reset();
      if (group.value === undefined) {
        told.add('market');
        this.#take(name);
      } else this.#takeGroup(group.value, name, tellOnce);
      return request.refreshMs;
    };
  }

  #takeGroup(group: GammaEvent, name: string, tell: (code: string, text: string) => void): void {
    const open = group.markets.flatMap(({ slug, closed }) =>
      slug === undefined || closed === true ? [] : [slug],
    );
    for (const slug of open) this.#take(slug);
    if (open.length > 0)
      tell('group', `${name}: ${open.length} open markets of ${group.markets.length}`);
    else tell('none', `${name} has no open market; looking again`);
  }

  #take(slug: string): void {
    const taken = this.#parts.take(slug);
    if (!taken.ok) this.#parts.tell(`${slug}: ${taken.message}`);
  }
}
