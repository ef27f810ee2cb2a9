import type { JournalEntry } from '../domain/journal-entry.ts';
import type { Timestamp } from '../domain/units.ts';
import { count, dateTime, plural } from '../report/format.ts';
import type { Leak } from '../runtime/lookahead/leak.ts';
import type { ArchiveLookahead } from '../runtime/lookahead/search-archive.ts';
import { entryInWords } from './replay-words.ts';

/** What was tried, and what was found. */
export function lookaheadInLines(name: string, found: ArchiveLookahead): readonly string[] {
  const { decisions, times, checked, leak, silent, provenance } = found;
  const badge = provenance === 'simulated' ? [SIMULATED] : [];
  if (decisions === 0) {
    return [...badge, `${name} decided nothing here: there is nothing to search.`];
  }
  const lines = [
    ...badge,
    `${name}: ${plural(decisions, 'decision')} at ${plural(times, 'time')}, ` +
      `${count(checked)} of these tried without what came after, and with it scrambled`,
  ];
  if (leak !== undefined) return [...lines, ...leakInLines(leak, found)];
  lines.push('SAME: no decision needed anything that came after it.');
  if (silent.length > 0)
    lines.push(`Not told: until when ${silent.join(', ')} learned, if at all.`);
  return lines;
}

const SIMULATED = 'SIMULATED: what it was searched on was invented.';

function leakInLines(leak: Leak, { markets }: ArchiveLookahead): readonly string[] {
  const { kind, cut, fields, departure } = leak;
  const at = `${dateTime(cut)} UTC`;
  const { reference, changed, field, was, now } = departure;
  if (kind === 'model') {
    const until = dateTime(now as Timestamp);
    return [
      `LOOKS AHEAD: it decides at ${at} by a model that learned until ${until} UTC.`,
      '  field      model.learnedUntil',
      `  decision   ${entryInWords(reference)}`,
    ];
  }
  const slug = markets[marketOf(reference ?? changed) ?? -1]?.slug;
  const where = field === '' ? 'the whole decision' : field;
  const difference = [
    `  differs    ${where}: ${valueInWords(was)}, ${valueInWords(now)}`,
    ...(slug === undefined ? [] : [`  market     ${slug}`]),
    `  it did     ${entryOf(reference)}`,
    `  it would   ${entryOf(changed)}`,
  ];
  if (kind === 'state') {
    return [
      'DIFFERS: run again on the same rows it decides otherwise. Something outlives a run, such',
      'as a variable of its module, or is drawn anew: until that is gone a look ahead hides there.',
      ...difference,
    ];
  }
  const future = leak.how === 'removed' ? 'is removed' : 'is another';
  const read = fields.length > 0 ? fields.join(', ') : 'several fields, none of them alone';
  const what = kind === 'market' ? 'facts of markets that were not known yet' : 'events to come';
  return [
    `LOOKS AHEAD: what it decides by ${at} changes when what comes after ${future}.`,
    `  reads      ${read} (${what})`,
    ...difference,
  ];
}

function valueInWords(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function entryOf(entry: JournalEntry | undefined): string {
  return entry === undefined ? 'nothing' : entryInWords(entry);
}

function marketOf(entry: JournalEntry | undefined): number | undefined {
  if (entry === undefined) return undefined;
  if ('market' in entry) return entry.market;
  if (!('command' in entry)) return undefined;
  if ('direction' in entry.command) return entry.command.market;
  return 'terms' in entry.command ? entry.command.terms.token >> 1 : undefined;
}

/** The same for programs. Values are those that the strategy noted, unrounded. */
export function lookaheadJson(name: string, seed: number, found: ArchiveLookahead) {
  const { decisions, times, checked, leak, silent, provenance } = found;
  return {
    schema: 'polydesk.lookahead',
    schemaVersion: 1,
    strategy: name,
    provenance,
    seed,
    decisions,
    times,
    checked,
    looksAhead: leak !== undefined,
    learnedUntilUnknown: silent,
    leak: leak === undefined ? null : leakJson(leak),
  };
}

function leakJson({ kind, how, cut, fields, departure }: Leak) {
  const { entry, field, was, now, reference, changed } = departure;
  return {
    kind,
    how,
    at: cut,
    fields,
    entry,
    differs: { field, was: was ?? null, now: now ?? null },
    did: reference ?? null,
    would: changed ?? null,
  };
}
