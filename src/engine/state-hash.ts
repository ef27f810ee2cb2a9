import type { MarketBook } from '../domain/book.ts';
import { DecisionHash } from '../domain/hash.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { Position } from '../domain/position.ts';
import { ASK, BID, type BookSide } from '../domain/side.ts';
import { SCALE } from '../domain/units.ts';
import type { RiskState } from './risk-state.ts';
import type { EngineState } from './state.ts';
import type { SavedTally } from './tally.ts';

/**
 * One hash, 16 hex digits, of everything the engine knows: cash, positions, orders, books to the
 * last level, phases, references. Equal events give equal states on every platform, so two runs can
 * be compared at any point. Reads all of it: for checks and journals, not for every event. Not in
 * it: timers and rows on their way, which belong to the loop.
 */
export function stateHash(state: EngineState): string {
  const hash = new DecisionHash();
  hash.add(state.now);
  foldAccount(hash, state);
  foldOrders(hash, state);
  foldSetChanges(hash, state);
  foldMarkets(hash, state);
  for (const feed of [...state.haltedFeeds].sort()) hash.addText(`halted ${feed}`);
  for (const [market, at] of state.failedFills) hash.addText(`failed ${market} ${at}`);
  foldRisk(hash, state.risk);
  const { references } = state;
  for (const feed of references.heard) {
    hash.addText(feed);
    addMaybe(hash, references.price(feed));
    addMaybe(hash, references.at(feed));
    addMaybe(hash, references.saidAt(feed));
  }
  return hash.digest();
}

function foldAccount(
  hash: DecisionHash,
  { account, sleeves, paused, parts, stopping }: EngineState,
): void {
  hash.addText(stopping ? 'stopping' : 'goes on');
  hash.add(account.cash);
  hash.add(account.reserved);
  foldPositions(hash, account.positions(), (token) => account.sellable(token));
  for (const [i, sleeve] of sleeves.entries()) {
    hash.addText(paused[i] === true ? 'paused' : 'runs');
    if (parts[i] !== SCALE) hash.addText(`part ${parts[i]}`);
    foldPositions(hash, sleeve.positions(), (token) => sleeve.sellable(token));
    foldTally(hash, sleeve.tally.save(sleeve.realized));
  }
}

function foldRisk(hash: DecisionHash, { standing, marks, breaks, streaks }: RiskState): void {
  const { mode, cause, killedAt, until, equity, highWater, day, dayEquity, recoveries } = standing;
  hash.addText(`${mode} ${cause}`);
  for (const value of [killedAt, until, equity, highWater, dayEquity]) addMaybe(hash, value);
  hash.add(day);
  hash.add(recoveries);
  for (const [market, { price, at }] of marks) hash.addText(`mark ${market} ${price} ${at}`);
  for (const [market, { code, count, until: end }] of breaks) {
    hash.addText(`break ${market} ${code} ${count} ${end}`);
  }
  for (const [market, { adverse, failures, crossings }] of streaks) {
    hash.addText(`streaks ${market} ${adverse} ${failures} ${crossings}`);
  }
}

function foldTally(hash: DecisionHash, tally: SavedTally | undefined): void {
  if (tally === undefined) return;
  for (const value of [...tally.buys, tally.day, tally.made, tally.worth]) hash.add(value);
  hash.addText('tally end');
}

function foldPositions(
  hash: DecisionHash,
  positions: Iterable<[TokenIndex, Position]>,
  sellable: (token: TokenIndex) => number,
): void {
  for (const [token, position] of positions) {
    hash.add(token);
    hash.add(position.traded);
    hash.add(position.settled);
    hash.add(position.cost);
    hash.add(position.realized);
    hash.add(sellable(token));
  }
  hash.addText('positions end');
}

function foldOrders(hash: DecisionHash, { orders, settling, newestFill }: EngineState): void {
  for (const order of orders.values()) foldOrder(hash, order);
  hash.addText('orders end');
  hash.add(orders.lateFills);
  hash.add(newestFill);
  for (const fillId of settling.keys()) hash.add(fillId);
}

function foldSetChanges(hash: DecisionHash, { sets }: EngineState): void {
  for (const { id, strategy, market, direction, shares, price } of sets.open) {
    hash.addText(direction);
    for (const value of [id, strategy, market, shares, price]) hash.add(value);
  }
}

function foldOrder(hash: DecisionHash, order: Order): void {
  hash.add(order.id);
  hash.add(order.strategy);
  hash.add(order.token);
  hash.addText(order.side);
  hash.add(order.price);
  hash.add(order.size);
  hash.addText(order.timeInForce);
  hash.addText(order.postOnly ? 'post' : 'any');
  addMaybe(hash, order.expiresAt);
  hash.add(order.submittedAt);
  hash.addText(order.status);
  hash.add(order.filled);
}

function foldMarkets(hash: DecisionHash, state: EngineState): void {
  for (const [market, book] of state.books.entries()) {
    hash.add(state.phases[market] as number);
    hash.add(state.payouts[market] as number);
    hash.add(state.official[market] as number);
    addMaybe(hash, state.bookTimes[market]);
    foldBook(hash, book);
  }
}

function foldBook(hash: DecisionHash, book: MarketBook): void {
  hash.add(book.tick);
  hash.add(book.epoch);
  hash.addText(book.untrustedReason ?? 'trusted');
  addMaybe(hash, book.untrustedSince);
  foldSide(hash, book, BID);
  foldSide(hash, book, ASK);
}

function foldSide(hash: DecisionHash, book: MarketBook, side: BookSide): void {
  let price = side === BID ? book.bestBid : book.bestAsk;
  for (; price !== undefined; price = book.nextBehind(side, price)) {
    hash.add(price);
    hash.add(book.sizeAt(side, price));
  }
  hash.addText('side end');
}

function addMaybe(hash: DecisionHash, value: number | undefined): void {
  if (value === undefined) hash.addText('unknown');
  else hash.add(value);
}
