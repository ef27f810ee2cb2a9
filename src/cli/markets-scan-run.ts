import { count, plural } from '../report/format.ts';
import { plain } from '../report/text/table.ts';
import { type MarketScanReport, scanMarkets } from '../runtime/catalogue/scan-markets.ts';
import { waited } from '../runtime/waiting.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { ScanCommandOptions } from './markets-scan.ts';
import { venueAt } from './options/exchange.ts';
import { type Output, openOutput } from './output/output.ts';
import { startProgress } from './output/progress.ts';

const MINUTE_MS = 60_000;
/** Contradicted winners that are named. */
const MOST_NAMED = 10;
const LAST_WORD = 'Stopped. Every page that was read is kept: run the same command again to go on.';

/** Scans once, or again and again until it is stopped. */
export async function runScan(options: ScanCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  for (;;) {
    const report = await scanOnce(options);
    if (options.every === undefined) tellOnce(report, options, output);
    else tellTurn(report, options, output);
    if (report.ended === 'failed' && options.every === undefined) throw failureOf(report);
    if (options.every === undefined) return;
    // What failed is not worth a long wait, and what is left none at all.
    const ms = report.ended === 'done' ? options.every * MINUTE_MS : MINUTE_MS;
    await waited(ms);
  }
}

async function scanOnce(options: ScanCommandOptions): Promise<MarketScanReport> {
  const venue = await venueAt(options.exchange);
  const progress = await startProgress('scan', 'markets', LAST_WORD);
  try {
    return await scanMarkets({
      venue,
      root: options.to,
      dataset: options.name ?? (venue.provenance === 'live' ? 'catalogue' : 'exchange-catalogue'),
      withHistory: options.history === true,
      pagesMost: options.pages,
      onPage: ({ lane, kind, rows, pages, expected }) => {
        const what = kind === 'whole' ? 'all' : 'what changed of';
        progress.update(rows, expected, `${what} ${lane} markets, page ${count(pages)}`);
      },
    });
  } finally {
    progress.stop();
    venue.close();
  }
}

function failureOf({ refusal }: MarketScanReport): CommandFailure {
  const { code, message } = refusal ?? { code: '', message: 'the scan failed' };
  // Of the place on the disk; everything else is the venue.
  if (code === 'bad_scan_file') return new CommandFailure(EXIT.data, message);
  if (code.startsWith('scan')) return new CommandFailure(EXIT.failed, message);
  const remedy = 'Whatever was read is kept. Check the connection, and run the same command again.';
  return new CommandFailure(EXIT.unreachable, `Gamma: ${message}`, remedy);
}

function tellOnce(report: MarketScanReport, options: ScanCommandOptions, output: Output): void {
  const { manifest } = report;
  if (manifest !== undefined) {
    output.say(linesOf(report).join('\n'));
    output.say(`\nArchive: ${options.to}. See it with "polydesk archive info ${options.to}",`);
    output.say(`search it with "polydesk markets --data ${options.to}".`);
  }
  if (options.json === true) output.machine(toJson(report, options));
}

function tellTurn(report: MarketScanReport, options: ScanCommandOptions, output: Output): void {
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(toJson(report, options))}\n`);
  } else output.say(`${new Date().toISOString().slice(0, 19)} ${linesOf(report).join('; ')}`);
  if (report.ended !== 'failed') return;
  output.note(`Gamma: ${report.refusal?.message}; trying again in a minute`);
}

function linesOf(report: MarketScanReport): string[] {
  const { ended, rows, calls, callsToday, begunAnew, changes, manifest, unordered } = report;
  const { fresh, resolved, changed, contradicted } = changes;
  const { markets = 0, resolutions = 0 } = manifest?.rows ?? {};
  const read = `${plural(rows, 'row')} read in ${plural(calls, 'call')}, ${ENDS[ended]}`;
  return [
    `${read}; ${plural(callsToday, 'call')} today`,
    `${count(fresh)} new, ${count(resolved)} decided, ${count(changed)} changed otherwise`,
    `${plural(markets, 'market')}, ${plural(resolutions, 'winner')} in the archive`,
    ...(begunAnew ? ['the venue gave no page after its own cursor: begun anew'] : []),
    ...(contradicted.length === 0 ? [] : [takenBack(contradicted)]),
    ...unordered.map(
      (lane) => `the venue does not list changed ${lane} markets first: ${UNORDERED[lane]}`,
    ),
  ];
}

function takenBack(slugs: readonly string[]): string {
  const named = slugs.slice(0, MOST_NAMED).map((slug) => plain(slug));
  const many = slugs.length > MOST_NAMED ? ', ...' : '';
  const told = `${count(slugs.length)} (${named.join(', ')}${many})`;
  return `winners that the venue took back or disputes, kept as first told: ${told}`;
}

const ENDS = { done: 'all read', paused: 'pages are left', failed: 'broken off' } as const;
const UNORDERED = {
  open: 'all are read each time',
  closed: 'winners come only with --history, once a day',
} as const;

/** Times in µs UTC; null for what is not known. */
function toJson(report: MarketScanReport, { to }: ScanCommandOptions) {
  const { ended, refusal, rows, calls, callsToday, begunAnew, passes, unordered } = report;
  const { changes, manifest } = report;
  return {
    archive: to,
    dataset: manifest?.dataset ?? null,
    ended,
    why: refusal?.message ?? null,
    rows,
    calls,
    callsToday,
    begunAnew,
    passes,
    unordered,
    changes,
    markets: manifest?.rows.markets ?? 0,
    resolutions: manifest?.rows.resolutions ?? 0,
    states: manifest?.catalogue?.states ?? {},
    refused: manifest?.quarantine ?? {},
    asOf: manifest?.catalogue?.asOf ?? null,
  };
}
