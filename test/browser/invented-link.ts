import { ok, type Result, refuse } from '../../src/domain/result.ts';
import type { DeskDocument } from '../../src/screen/desk-document.ts';
import { changeBetween } from '../../src/screen/document-change.ts';
import type { MarketDocument } from '../../src/screen/market-document.ts';
import type { StrategyDocument } from '../../src/screen/strategy-document.ts';
import type {
  CloseListener,
  DeskLink,
  DeskListener,
  DeskWord,
} from '../../src/server/dashboard/desk-link.ts';
import { BEGIN, documentAt, marketDocumentAt, pathAt, slugOf } from './invented-desk.ts';
import { equityAt, opinionsUntil, strategyDocumentAt } from './invented-strategy.ts';

const TURN_MS = 100;

/** A desk that is heard as a real one is, whose markets all move, ten times a second. */
export class InventedLink implements DeskLink {
  /** What it was told. */
  readonly words: DeskWord[] = [];
  readonly #markets: number;
  readonly #edit: (document: DeskDocument) => DeskDocument;
  readonly #turnMs: number;
  readonly #begunAt = performance.now();
  #listener: DeskListener | undefined;
  #document: DeskDocument;
  #seq = 0;
  #timer: NodeJS.Timeout | undefined;
  #isAway = false;

  /** `edit` changes what it says at each turn, of which there is one each `turnMs`. */
  constructor(
    markets: number,
    edit: (document: DeskDocument) => DeskDocument = (as) => as,
    turnMs: number = TURN_MS,
  ) {
    this.#markets = markets;
    this.#turnMs = turnMs;
    this.#edit = edit;
    this.#document = documentAt(BEGIN, markets);
  }

  /** The desk's time, µs: it runs as the machine's does. */
  get now(): number {
    return BEGIN + Math.round((performance.now() - this.#begunAt) * 1_000);
  }

  listen(listener: DeskListener): void {
    this.#listener = listener;
    this.come();
  }

  /** Comes back, with all of it. */
  come(): void {
    this.#isAway = false;
    const document = this.#document;
    this.#listener?.onMessage({ kind: 'snapshot', run: 'run', seq: this.#seq, document });
    const turn = () => this.turn(this.#edit(documentAt(this.now, this.#markets)));
    this.#timer = setInterval(turn, this.#turnMs);
  }

  /** Says what has become of it. */
  turn(after: DeskDocument): void {
    const change = changeBetween(this.#document, after, this.#seq + 1);
    if (change === undefined) return;
    this.#document = after;
    this.#seq++;
    this.#listener?.onMessage({ kind: 'change', ...change });
  }

  /** Is not heard any more. */
  leave(): void {
    this.#isAway = true;
    clearInterval(this.#timer);
    this.#listener?.onAway();
  }

  market(market: string, { onDocument }: CloseListener<MarketDocument>): () => void {
    const i = this.#indexOf(market);
    const timer = setInterval(() => onDocument(marketDocumentAt(i, this.now)), this.#turnMs);
    return () => clearInterval(timer);
  }

  strategy(strategy: string, { onDocument }: CloseListener<StrategyDocument>): () => void {
    const tell = () => onDocument(strategyDocumentAt(strategy, this.#markets, this.now));
    const timer = setInterval(tell, this.#turnMs);
    return () => clearInterval(timer);
  }

  attend(): void {}

  async equity(): ReturnType<DeskLink['equity']> {
    return ok(equityAt(this.now));
  }

  async path(market: string): ReturnType<DeskLink['path']> {
    return ok(pathAt(this.#indexOf(market), this.now));
  }

  async opinions(): ReturnType<DeskLink['opinions']> {
    if (this.#isAway) return refuse('desk_away', 'no desk is heard');
    return ok(opinionsUntil(this.now));
  }

  async say(word: DeskWord): Promise<Result<unknown>> {
    this.words.push(word);
    return ok({ isProven: true, at: BEGIN, open: [], unresolved: [], troubles: [] });
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #indexOf(market: string): number {
    return Array.from({ length: this.#markets }, (_, i) => slugOf(i)).indexOf(market);
  }
}
