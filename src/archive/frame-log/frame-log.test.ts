import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { type LogDamage, readFrameLog } from './frame-log-reader.ts';
import { FrameLogWriter } from './frame-log-writer.ts';
import type { FrameRecord } from './frame-record.ts';

const record = (seq: number, text: string): FrameRecord => ({
  tsInit: 1_776_000_000_000_000 + seq,
  source: 'clob/market',
  connection: 3,
  seq,
  text,
});

/** Writes one block for each group; returns the path and where each block ends. */
async function logOf(groups: readonly (readonly FrameRecord[])[]) {
  const path = join(temporaryFolder(), 'one.frames');
  const writer = await FrameLogWriter.create(path);
  const ends: number[] = [];
  for (const group of groups) {
    for (const one of group) writer.append(one);
    await writer.flush();
    ends.push(writer.bytes);
  }
  await writer.close();
  return { path, ends };
}

async function read(path: string) {
  const records: FrameRecord[] = [];
  const damages: LogDamage[] = [];
  const unreadable: string[] = [];
  for await (const block of readFrameLog(path)) {
    if ('damage' in block) damages.push(block.damage);
    else {
      records.push(...block.records);
      unreadable.push(...block.unreadable);
    }
  }
  return { records, damages, unreadable };
}

const text = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '"', '\n', '\t\t', '"a\nb"', 'PONG', 'line\r\nbreak\t"'),
);

describe('a frame log', () => {
  test('gives back every text as it came', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, { maxLength: 5 }), { maxLength: 5 }),
        async (all) => {
          let seq = 0;
          const groups = all.map((texts) => texts.map((one) => record(++seq, one)));
          const { path } = await logOf(groups);
          expect(await read(path)).toEqual({ records: groups.flat(), damages: [], unreadable: [] });
        },
      ),
      { numRuns: 40 },
    );
  });

  test('is text to any tool that reads zstd', async () => {
    const { path } = await logOf([[record(1, '{"a":1}')], [record(2, 'b')]]);
    const lines = zstdDecompressSync(readFileSync(path)).toString('utf8').split('\n');
    expect(lines).toEqual([
      '1776000000000001\tclob/market\t3\t1\t{"a":1}',
      '1776000000000002\tclob/market\t3\t2\tb',
      '',
    ]);
  });

  test('cut anywhere keeps every block that was whole', async () => {
    const groups = [[record(1, 'a'), record(2, 'b')], [record(3, 'c')], [record(4, 'd')]];
    const { path, ends } = await logOf(groups);
    const whole = readFileSync(path);
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      const { records, damages } = await read(path);
      const kept = ends.filter((end) => end <= length).length;
      expect(records).toEqual(groups.slice(0, kept).flat());
      const torn = length - (ends[kept - 1] ?? 0);
      expect(damages).toEqual(torn === 0 ? [] : [{ at: length - torn, bytes: torn, isTail: true }]);
    }
  });

  test('with one bit turned loses that block alone', async () => {
    const groups = [[record(1, 'a')], [record(2, 'b')], [record(3, 'c')]];
    const { path, ends } = await logOf(groups);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const turned = Buffer.from(whole);
      turned.writeUInt8(turned.readUInt8(at) ^ 4, at);
      writeFileSync(path, turned);
      const { records, damages } = await read(path);
      const hit = ends.findIndex((end) => at < end);
      expect(records).toEqual(groups.filter((_, i) => i !== hit).flat());
      expect(damages.length).toBe(1);
    }
  });

  test('is not written over one that is there', async () => {
    const { path } = await logOf([]);
    await expect(FrameLogWriter.create(path)).rejects.toThrow(/EEXIST/);
  });
});
