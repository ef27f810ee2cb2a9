import type { Timestamp } from '../../domain/units.ts';
import { count, dateTime, plural } from '../../report/format.ts';
import type { Paint } from '../../report/text/paint.ts';
import { facts, LABELS, plain, wrap } from '../../report/text/table.ts';
import type { DatasetInfo, Manifest } from '../../runtime/archive.ts';
import { formatBytes } from '../output/amounts.ts';
import { hourMap } from './hour-map.ts';
import { seriesTable, seriesText } from './series-table.ts';

const COLUMNS = 100;

/** What a dataset holds and what is wrong with it, for a terminal. */
export function describeDataset(dataset: DatasetInfo, byHour: boolean, paint: Paint): string {
  const { manifest } = dataset;
  const badge = manifest.provenance === 'simulated' ? paint.warn : paint.strong;
  const isCatalogue = manifest.catalogue !== undefined;
  const title = `${plain(manifest.dataset)} · ${manifest.provenance} data`;
  const blocks = [
    [badge(title), ...facts(factRows(dataset), LABELS)],
    countsBlock('Defects of the recording', manifest.defects, paint),
    quarantineBlock(dataset, paint),
    listBlock('Notes', manifest.notes, paint),
    isCatalogue ? [] : [paint.strong('Rows by hour (UTC)'), ...hourMap(manifest.hours)],
    byHour && !isCatalogue ? [paint.strong('Series'), ...seriesTable(manifest)] : [],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function factRows(dataset: DatasetInfo): [string, string][] {
  const { catalogue } = dataset.manifest;
  if (catalogue !== undefined) return catalogueRows(dataset, catalogue);
  return [...originRows(dataset), ...contentRows(dataset)];
}

function catalogueRows(
  { manifest, bytes, decided }: DatasetInfo,
  { asOf, states }: NonNullable<Manifest['catalogue']>,
): [string, string][] {
  const byState = Object.entries(states).map(([state, times]) => `${count(times)} ${plain(state)}`);
  const { licence, rows } = manifest;
  return [
    ['Source', plain(manifest.source, 200)],
    ['License', `${licence.class}: ${plain(licence.text, 120)}`],
    ['Stored in', formatBytes(bytes)],
    ['Hash', manifest.contentHash],
    ['As of', asOf === undefined ? 'nothing was read yet' : `${at(asOf)} UTC`],
    ['Markets', `${[count(rows.markets), ...byState].join(', ')}; facts, no events`],
    ['Winners', `${count(decided.venue)} official`],
  ];
}

function originRows({ manifest, bytes: stored }: DatasetInfo): [string, string][] {
  const { inputs, importer, licence } = manifest;
  const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
  return [
    ['Source', plain(manifest.source, 200)],
    ['License', `${licence.class}: ${plain(licence.text, 120)}`],
    ['Imported from', `${plural(inputs.length, 'file')}, ${formatBytes(bytes)}`],
    ['Stored in', `${plural(manifest.files.length, 'file')}, ${formatBytes(stored)}`],
    ['Importer', `${importer.name}, version ${importer.version}`],
    ['Hash', manifest.contentHash],
    ['Replayed by', manifest.replayClock === 'init' ? 'time of receipt' : 'the venue’s own time'],
  ];
}

function contentRows({ manifest, ...dataset }: DatasetInfo): [string, string][] {
  const { rows, counts, period } = manifest;
  const { toldPrices = 0 } = counts;
  const books = [
    `${count(counts.books)}, of which ${count(counts.confirmations)} changed nothing`,
    `${count(counts.crossed)} crossed`,
  ];
  const lines: [string, string][] = [
    ['Period', period === undefined ? 'no events' : `${at(period.from)} to ${at(period.to)} UTC`],
    ['Markets', marketsText(dataset, rows.markets)],
    ['Winners', winnersText(dataset)],
    ...strikeRows(dataset),
    ['Token series', `${count(counts.tokenSeries)}: ${seriesText(counts)}`],
    ['Books', books.join('; ')],
    ['Deltas', count(counts.deltas)],
    ['Trades', count(counts.trades)],
    ...(toldPrices === 0 ? [] : [['Told prices', count(toldPrices)] as [string, string]]),
    ['Gaps', count(rows.gaps)],
    ['Event rows', count(rows.events)],
  ];
  if (manifest.feeds.length > 0) {
    const feeds = manifest.feeds.map((feed) => plain(feed)).join(', ');
    lines.push(['Reference prices', `${count(rows.references)}: ${feeds}`]);
  }
  return lines;
}

function marketsText({ withoutEvents }: Pick<DatasetInfo, 'withoutEvents'>, markets: number) {
  if (withoutEvents === 0) return count(markets);
  return `${count(markets)}, of ${count(withoutEvents)} only facts and no events`;
}

/** Only where strikes were recorded: most recordings hold none. */
function strikeRows({ strikes }: Pick<DatasetInfo, 'strikes'>): [string, string][] {
  const { agreed, differed, unchecked, unknown } = strikes;
  if (agreed + differed + unchecked + unknown === 0) return [];
  const told = [
    `${count(agreed)} as the venue says`,
    `${count(differed)} differ`,
    `${count(unchecked)} that the venue does not tell`,
    `${count(unknown)} not known to us`,
  ];
  return [['Strikes', told.join(', ')]];
}

type Winners = Pick<DatasetInfo, 'decided' | 'undecided'>;

function winnersText({ decided, undecided }: Winners): string {
  return [
    `${count(decided.venue)} official`,
    `${count(decided.reference)} by the reference price`,
    ...(decided.other_feed === 0 ? [] : [`${count(decided.other_feed)} by another feed`]),
    `${count(decided.final_price)} by the final price`,
    `${count(undecided)} undecided`,
  ].join(', ');
}

function at(micros: number): string {
  return dateTime(micros as Timestamp);
}

function countsBlock(title: string, counts: Manifest['defects'], paint: Paint): string[] {
  const entries = Object.entries(counts);
  if (entries.length === 0) return [`${paint.strong(title)}: none`];
  return [paint.strong(title), ...entries.map(([name, times]) => countLine(name, times))];
}

function countLine(name: string, times: number): string {
  return facts([[`  ${plain(name.replaceAll('_', ' '), 46)}`, count(times)]], 50).join('\n');
}

/** Each reason with its first rows, so that one can look them up in the recording. */
function quarantineBlock({ manifest, quarantineExamples }: DatasetInfo, paint: Paint): string[] {
  const title = 'Quarantined rows';
  const entries = Object.entries(manifest.quarantine);
  if (entries.length === 0) return [`${paint.strong(title)}: none`];
  const lines = entries.flatMap(([code, times]) => {
    const examples = (quarantineExamples[code] ?? []).flatMap(({ file, row, message }) =>
      wrap(`${plain(file, 200)}, row ${row}: ${plain(message, 300)}`, COLUMNS - 6).map(
        (line, i) => `${i === 0 ? '    ' : '      '}${line}`,
      ),
    );
    return [countLine(code, times), ...examples];
  });
  return [paint.strong(title), ...lines];
}

function listBlock(title: string, texts: readonly string[], paint: Paint): string[] {
  if (texts.length === 0) return [];
  const lines = texts.flatMap((text) =>
    wrap(plain(text, 1000), COLUMNS - 4).map((line, i) => `${i === 0 ? '  · ' : '    '}${line}`),
  );
  return [paint.strong(title), ...lines];
}
