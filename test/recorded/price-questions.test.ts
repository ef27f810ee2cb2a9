import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { QuestionReading } from '../../src/domain/price-question/price-question.ts';
import { readQuestion } from '../../src/domain/price-question/read-question.ts';
import { tellReading } from '../../src/domain/price-question/tell-question.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import { recording, testRecorded } from '../support/recorded.ts';
import { SAMPLE_OF_600, SAMPLE_OF_2575 } from './price-question-sample.ts';

type Row = {
  readonly id: string;
  readonly question: string;
  readonly description?: string;
  readonly endDate?: string | null;
  readonly startDate?: string | null;
};

const catalogue = (name: string) => recording(`gamma-and-clob-catalogues-2026-02/${name}.json.gz`);
const rowsOf = (path: string) => JSON.parse(gunzipSync(readFileSync(path)).toString()) as Row[];

function timeOf(text: string | null | undefined): Timestamp | undefined {
  return text ? ((Date.parse(text) * 1_000) as Timestamp) : undefined;
}

function readRow({ question, description, endDate, startDate }: Row): QuestionReading {
  const [closesAt, opensAt] = [timeOf(endDate), timeOf(startDate)];
  return readQuestion(question, { description, closesAt, opensAt });
}

function told(rows: readonly Row[], sample: readonly (readonly [string, string])[]) {
  return sample.map(([id]) => {
    const found = rows.filter((row) => row.id.startsWith(id) && (row.id === id || /^0x/.test(id)));
    expect(found.length, id).toBe(1);
    return [id, tellReading(readRow(found[0] as Row))];
  });
}

function tally(rows: readonly Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const reading = readRow(row);
    const name = reading.kind === 'refused' ? reading.code : reading.kind;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

testRecorded('reads what a person read in them', catalogue('gamma-markets-600'), (path) => {
  expect(told(rowsOf(path), SAMPLE_OF_600)).toEqual(SAMPLE_OF_600);
});

testRecorded('and where there is no description', catalogue('gamma-2575'), (path) => {
  expect(told(rowsOf(path), SAMPLE_OF_2575)).toEqual(SAMPLE_OF_2575);
});

testRecorded('every window ends when the venue says', catalogue('gamma-markets-600'), (path) => {
  const ends = rowsOf(path).flatMap((row) => {
    const reading = readRow(row);
    if (reading.kind !== 'parsed' || reading.question.relation !== 'up_or_down') return [];
    return [[reading.question.closesAt, timeOf(row.endDate)]];
  });
  expect(ends.length).toBe(64);
  expect(ends.map(([ours]) => ours)).toEqual(ends.map(([, venue]) => venue));
});

// The table in docs/price-questions.md.
testRecorded('the table of the 600 holds', catalogue('gamma-markets-600'), (path) => {
  expect(tally(rowsOf(path))).toEqual({
    parsed: 121,
    asset_unknown: 8,
    level_unknown: 1,
    not_a_price_question: 470,
  });
});

testRecorded('the table of the 2,575 holds', catalogue('gamma-2575'), (path) => {
  expect(tally(rowsOf(path))).toEqual({
    parsed: 91,
    asset_unknown: 9,
    level_unknown: 6,
    two_levels: 2,
    date_unknown: 1,
    text_left: 1,
    not_a_price_question: 2465,
  });
});
