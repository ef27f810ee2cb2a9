// A catalogue in virtual time before a venue that a test scripts.
import type { ConditionId } from '../../src/domain/ids.ts';
import { ok, type Result, refuse } from '../../src/domain/result.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import { Catalogue, type CatalogueOptions } from '../../src/polymarket/catalog/catalogue.ts';
import type { CatalogueNews } from '../../src/polymarket/catalog/catalogue-news.ts';
import type {
  ClobSource,
  GammaSource,
  UpDownQuery,
} from '../../src/polymarket/catalog/gamma-source.ts';
import type { ClobMarketInfo } from '../../src/polymarket/wire/clob/market-info.ts';
import { event, type GammaEvent } from '../../src/polymarket/wire/gamma/event.ts';
import type { GammaMarket } from '../../src/polymarket/wire/gamma/market.ts';
import { Notes } from '../../src/polymarket/wire/notes.ts';
import type { Page } from '../../src/polymarket/wire/page.ts';
import { upDownWindow } from '../../src/polymarket/wire/updown-slug.ts';
import { marketOf } from './gamma-rows.ts';
import { clobTerms, OPENS, type RowOptions, upDownGroup, upDownRow } from './gamma-world.ts';
import { VirtualClock } from './virtual-clock.ts';

/** How the venue treats a window; times in seconds relative to its opening. */
export type Script = {
  readonly listedAt?: number;
  readonly tokensAt?: number;
  readonly clobAt?: number;
  readonly acceptsAt?: number;
  /** Later entries take back earlier ones. */
  readonly winners?: readonly { readonly at: number; readonly winner: RowOptions['winner'] }[];
  /** Word of the oracle while there is no winner. */
  readonly status?: string;
  readonly finalPrice?: string;
  /** What stands in the row besides. */
  readonly row?: Readonly<Record<string, unknown>>;
};

const USUAL = { listedAt: -86_400, tokensAt: -86_400, clobAt: -86_400, acceptsAt: -86_000 };

/** Five-minute windows of the venue, as of a virtual moment. */
class ScriptedVenue implements GammaSource, ClobSource {
  /** By opening, unix seconds; windows without a script are usual ones. */
  readonly scripts = new Map<number, Script>();
  readonly asked: string[] = [];
  /** While set, nothing is answered. */
  isDown = false;
  /** The CLOB does not know the markets that have no window. */
  isBehind = false;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  async eventBySlug(slug: string): Promise<Result<GammaEvent | undefined>> {
    this.asked.push(slug);
    if (this.isDown) return refuse('unreachable', 'nobody answers');
    const [, asset = '', opens] = /^(\w+)-updown-5m-(\d+)$/.exec(slug) ?? [];
    return ok(this.#group(asset, Number(opens)));
  }

  /** As of now; markets without a window, by name. */
  readonly others = new Map<string, Record<string, unknown>>();

  async marketBySlug(slug: string): Promise<Result<GammaMarket | undefined>> {
    this.asked.push(slug);
    if (this.isDown) return refuse('unreachable', 'nobody answers');
    const row = this.others.get(slug);
    return ok(row === undefined ? undefined : marketOf(row));
  }

  async upDownEvents({ endsFrom, endsTo }: UpDownQuery): Promise<Result<Page<GammaEvent>>> {
    this.asked.push('tag');
    if (this.isDown) return refuse('unreachable', 'nobody answers');
    const rows: GammaEvent[] = [];
    for (let ends = Math.ceil(endsFrom / 300e6) * 300; ends <= endsTo / 1e6; ends += 300) {
      const group = this.#group('btc', ends - 300);
      if (group !== undefined) rows.push(group);
    }
    return ok({ rows, nextCursor: undefined });
  }

  async marketPage(): Promise<Result<Page<never>>> {
    return refuse('not_scripted', 'not part of this stage');
  }

  async marketInfo(market: ConditionId): Promise<Result<ClobMarketInfo | undefined>> {
    const opens = Number.parseInt(market.slice(2), 16);
    this.asked.push(`clob ${opens}`);
    if (this.isDown) return refuse('unreachable', 'nobody answers');
    const other = [...this.others.values()].find(({ conditionId }) => conditionId === market);
    if (other !== undefined) return ok(this.isBehind ? undefined : clobTerms(marketOf(other), {}));
    if (this.#since(opens) < this.#script(opens).clobAt) return ok(undefined);
    return ok(clobTerms(marketOf(upDownRow({ opens })), {}));
  }

  #group(asset: string, opens: number): GammaEvent | undefined {
    const script = this.#script(opens);
    const since = this.#since(opens);
    if (since < script.listedAt) return undefined;
    const winner = script.winners?.findLast(({ at }) => at <= since)?.winner;
    const row = {
      ...upDownRow(winner === undefined ? { opens, asset } : { opens, asset, winner }),
      acceptingOrders: since >= script.acceptsAt && since < 300,
      ...(since < script.tokensAt ? { clobTokenIds: '["", ""]' } : {}),
      ...(since >= 316 && winner === undefined
        ? { closed: true, umaResolutionStatus: script.status ?? 'proposed' }
        : {}),
      ...script.row,
    };
    const { finalPrice } = script;
    const prices = { priceToBeat: '63123.544863797618', finalPrice };
    const priced = since < 360 ? {} : { eventMetadata: prices };
    const read = event({ ...upDownGroup(row), ...priced }, 'group', new Notes());
    if (!read.ok) throw new Error(read.message);
    return read.value;
  }

  #script(opens: number): Script & Required<typeof USUAL> {
    return { ...USUAL, winners: [{ at: 320, winner: 'Up' }], ...this.scripts.get(opens) };
  }

  #since(opens: number): number {
    return this.#clock.now() / 1e6 - opens;
  }
}

/** A catalogue of one asset's five-minute windows, one ahead, at 20 s before {@link OPENS}. */
export function catalogueStage(options: Partial<CatalogueOptions> = {}) {
  const clock = new VirtualClock();
  clock.stepWall((OPENS - 20) * 1_000 - clock.now() / 1_000);
  const venue = new ScriptedVenue(clock);
  const news: CatalogueNews[] = [];
  const faults: unknown[] = [];
  const catalogue = new Catalogue({
    gamma: venue,
    clob: venue,
    clock,
    random: () => 0.5,
    assets: ['btc'],
    frames: ['5m'],
    listener: (told) => news.push(told),
    onFault: (fault) => faults.push(fault),
    ...options,
  });
  /** What was told since the last call: seconds since {@link OPENS}, kind, window by its number. */
  const take = () => news.splice(0).map((told) => lineOf(told));
  return { clock, venue, catalogue, take, faults, pass: (s: number) => clock.pass(s * 1_000) };
}

function lineOf(told: CatalogueNews): string {
  const seconds = (told.at / 1e6 - OPENS).toFixed(1).replace('.0', '');
  return `${seconds} ${told.kind} ${nameOf(told)}${detailOf(told)}`;
}

/** Number of a window, name of any other market. */
function nameOf(told: CatalogueNews): string {
  if ('window' in told) return numberOf(told.window.opensAt);
  if (!('market' in told)) {
    const window = upDownWindow(told.slug);
    return window === undefined ? told.slug : numberOf(window.opensAt);
  }
  const { window, listed } = told.market;
  return window === undefined ? listed.facts.slug : numberOf(window.opensAt);
}

function numberOf(opensAt: Timestamp): string {
  return String((opensAt / 1e6 - OPENS) / 300);
}

function detailOf(told: CatalogueNews): string {
  switch (told.kind) {
    case 'resolved':
      return ` pays ${told.resolution.payout}`;
    case 'contradicted':
      return ` ${told.before} then ${told.after}`;
    case 'late':
      return ` ${told.verdict}`;
    case 'skipped':
      return ` ${told.why.split(':')[0]}`;
    case 'refused':
    case 'unfound':
      return ` ${told.refusal.code}`;
    case 'priced':
      return ` ${told.end} ${told.price.text}`;
    default:
      return '';
  }
}

export function at(seconds: number): Timestamp {
  return ((OPENS + seconds) * 1e6) as Timestamp;
}
