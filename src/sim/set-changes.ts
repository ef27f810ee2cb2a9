import type { ChangeSets } from '../domain/command.ts';
import { invariant } from '../domain/invariant.ts';
import { type Refusal, refuse } from '../domain/result.ts';
import type { Timestamp } from '../domain/units.ts';
import type { AnswerSink } from './answer.ts';
import type { Due, DueHeap } from './due-heap.ts';
import type { Ledger } from './ledger.ts';
import type { Owner } from './owner.ts';
import type { SimMarket } from './sim-market.ts';

type Requested = Extract<Due, { readonly kind: 'sets' }>;
type Landing = Extract<Due, { readonly kind: 'setsLand' }>;

type Parts = {
  readonly owners: readonly Owner[];
  readonly markets: readonly SimMarket[];
  readonly ledger: Ledger;
  readonly heap: DueHeap;
  readonly sink: AnswerSink;
};

/**
 * The chain's side of splits and merges: what one uses is held back when it is asked for, and it is
 * done as a whole when its block comes, or not at all. What is refused costs no gas.
 */
export class SetChanges {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  request({ owner, change, gas, lands }: Requested, at: Timestamp): void {
    const market = this.#parts.markets[change.market];
    const refusal =
      market === undefined
        ? refuse('unknown_market', `there is no market ${change.market}`)
        : this.#refuseNow(market);
    const reserved = refusal ?? this.#ownerOf(owner).account.reserveSets(change, gas);
    if (reserved.ok) this.#parts.heap.push(lands, { kind: 'setsLand', owner, change, gas });
    else this.#refuse(owner, change, reserved, at);
  }

  land({ owner, change, gas }: Landing, at: Timestamp): void {
    const { markets, ledger, sink } = this.#parts;
    const { account } = this.#ownerOf(owner);
    const refusal = this.#refuseNow(markets[change.market] as SimMarket);
    if (refusal !== undefined) {
      account.releaseSets(change.id);
      this.#refuse(owner, change, refusal, at);
      return;
    }
    account.changeSets(change, gas);
    ledger.lock(change.market, change.direction === 'split' ? change.shares : -change.shares);
    ledger.burn(gas);
    sink(owner, { kind: 'SetsChanged', change: change.id, gas }, at);
  }

  /** The chain would do it also then; here everything held is dollars already. */
  #refuseNow({ isResolved, market }: SimMarket): Refusal | undefined {
    return isResolved ? refuse('market_resolved', `${market.slug} has paid out`) : undefined;
  }

  #refuse(owner: number, change: ChangeSets, { code, message }: Refusal, at: Timestamp): void {
    this.#parts.sink(owner, { kind: 'SetsRefused', change: change.id, code, message }, at);
  }

  #ownerOf(index: number): Owner {
    const owner = this.#parts.owners[index];
    invariant(owner !== undefined, `there is no account ${index}`);
    return owner;
  }
}
