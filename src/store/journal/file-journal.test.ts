import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { FileJournal, type JournalDisk } from './file-journal.ts';

async function written(values: readonly unknown[]): Promise<string> {
  const path = join(temporaryFolder(), 'desk.journal');
  const journal = await FileJournal.open({ path, reserveBytes: 16 });
  for (const value of values) journal.append(value);
  await journal.close();
  return path;
}

async function read(path: string) {
  const journal = await FileJournal.open({ path, reserveBytes: 16 });
  await journal.close();
  return journal;
}

const valuesOf = ({ records }: FileJournal) => records.map(({ value }) => value);

describe('a journal', () => {
  test('tells of each sync how long it took, and of one that failed nothing', async () => {
    const syncs: number[] = [];
    const path = join(temporaryFolder(), 'desk.journal');
    let isBroken = false;
    const openFile = async (name: string): Promise<JournalDisk> => {
      const file = await open(name, 'a+');
      const datasync = async () => {
        if (isBroken) throw new Error('the disk is gone');
        await file.datasync();
      };
      return {
        readFile: file.readFile.bind(file) as JournalDisk['readFile'],
        write: file.write.bind(file) as JournalDisk['write'],
        truncate: file.truncate.bind(file),
        close: file.close.bind(file),
        datasync,
      };
    };
    const onSync = (tookMs: number) => syncs.push(tookMs);
    const journal = await FileJournal.open({ path, reserveBytes: 16, openFile, onSync });
    journal.append({ one: 1 });
    await journal.durable();
    await journal.durable();
    expect(syncs).toEqual([expect.any(Number)]);
    isBroken = true;
    journal.append({ two: 2 });
    await expect(journal.durable()).rejects.toThrow('the disk is gone');
    expect(syncs).toHaveLength(1);
    await journal.close();
  });

  test('gives back what was put in, whatever text is in it, and goes on from there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.jsonValue(), async (values, one) => {
        // JSON knows no minus zero.
        const plain = JSON.parse(JSON.stringify([...values, one]));
        const path = await written(plain.slice(0, -1));
        const journal = await FileJournal.open({ path, reserveBytes: 16 });
        expect(valuesOf(journal)).toEqual(plain.slice(0, -1));
        expect(journal.append(plain.at(-1))).toBe(plain.length);
        await journal.close();
        expect(valuesOf(await read(path))).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  });

  test('is not damaged by what is no JSON: that is thrown back, and has no number', async () => {
    const path = join(temporaryFolder(), 'desk.journal');
    const journal = await FileJournal.open({ path, reserveBytes: 16 });
    expect(() => journal.append({ salt: 1n })).toThrow(TypeError);
    expect(journal.append({ two: 2 })).toBe(1);
    await journal.close();
    expect(valuesOf(await read(path))).toEqual([{ two: 2 }]);
  });

  test('cut off at any byte keeps every record that was whole', async () => {
    const values = [{ intent: 1 }, { intent: 'zwei ✓' }, { hash: '0xabc' }];
    const path = await written(values);
    const whole = readFileSync(path);
    const ends = [...whole.keys()].filter((at) => whole[at] === 0x0a).map((at) => at + 1);
    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      const journal = await read(path);
      const kept = ends.filter((end) => end <= length).length;
      expect(valuesOf(journal)).toEqual(values.slice(0, kept));
      expect(journal.tornBytes).toBe(length - (ends[kept - 1] ?? 0));
      expect(readFileSync(path)).toHaveLength(ends[kept - 1] ?? 0);
    }
  });

  test('with zeros where its tail was to be written loses them alone', async () => {
    const path = await written(['a', 'b']);
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(4_096)]));
    const journal = await read(path);
    expect(valuesOf(journal)).toEqual(['a', 'b']);
    expect(journal.tornBytes).toBe(4_096);
  });

  test('with a bit flipped anywhere is refused by line, and left as it is', async () => {
    const path = await written(['first', 'second', 'third']);
    const whole = readFileSync(path);
    for (let byte = 0; byte < whole.length - 1; byte++) {
      const flipped = Buffer.from(whole);
      flipped[byte] = (flipped[byte] as number) ^ 0x04;
      writeFileSync(path, flipped);
      // The last newline gone looks like a record that was being written.
      await expect(read(path)).rejects.toMatchObject({ code: 'damaged' });
      expect(readFileSync(path)).toEqual(flipped);
    }
    const line = whole.indexOf('second');
    const flipped = Buffer.from(whole);
    flipped[line] = 0x41;
    writeFileSync(path, flipped);
    await expect(read(path)).rejects.toThrow(/desk\.journal: line 2 .* 1 records before it/);
  });

  test('with a record missing or doubled is refused', async () => {
    const path = await written(['a', 'b', 'c']);
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, 3);
    for (const order of [
      [0, 2],
      [1, 2],
      [0, 1, 1, 2],
      [1, 0, 2],
    ]) {
      writeFileSync(path, order.map((at) => `${lines[at]}\n`).join(''));
      await expect(read(path)).rejects.toMatchObject({ code: 'damaged' });
    }
  });
});

/** A disk that counts, and does what a test says. */
class FakeDisk implements JournalDisk {
  syncs = 0;
  writes = 0;
  /** Of the next write or sync. */
  failures: { write?: string | undefined; sync?: string | undefined } = {};
  /** Bytes that a write takes at most. */
  most = Number.POSITIVE_INFINITY;
  readonly #file: JournalDisk;

  constructor(file: JournalDisk) {
    this.#file = file;
  }

  readFile = (() => this.#file.readFile()) as JournalDisk['readFile'];
  truncate = (length?: number) => this.#file.truncate(length);
  close = () => this.#file.close();

  write = (async (bytes: Buffer, offset: number, length: number, at: number) => {
    this.writes++;
    const code = this.failures.write;
    this.failures.write = undefined;
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    return this.#file.write(bytes, offset, Math.min(length, this.most), at);
  }) as JournalDisk['write'];

  async datasync(): Promise<void> {
    this.syncs++;
    const code = this.failures.sync;
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    await this.#file.datasync();
  }
}

async function onFakeDisk() {
  const path = join(temporaryFolder(), 'desk.journal');
  const troubles: string[] = [];
  let disk: FakeDisk | undefined;
  const journal = await FileJournal.open({
    path,
    reserveBytes: 16,
    onTrouble: (message) => troubles.push(message),
    openFile: async (name) => {
      disk = new FakeDisk(await open(name, 'a+'));
      return disk;
    },
  });
  return { path, journal, troubles, disk: disk as unknown as FakeDisk };
}

describe('what is durable', () => {
  test('is written and synced once for all who wait, and in order', async () => {
    const { path, journal, disk } = await onFakeDisk();
    journal.append(1);
    const first = journal.durable();
    const later = [2, 3, 4].map((value) => {
      journal.append(value);
      return journal.durable();
    });
    await Promise.all([first, ...later]);
    expect([disk.writes, disk.syncs]).toEqual([1, 1]);
    journal.append(5);
    const fifth = journal.durable();
    await new Promise((resolve) => setImmediate(resolve));
    journal.append(6);
    await Promise.all([fifth, journal.durable()]);
    expect(disk.syncs).toBe(3);
    await journal.close();
    expect(valuesOf(await read(path))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('is whole though the disk takes a few bytes at a time', async () => {
    const { path, journal, disk } = await onFakeDisk();
    disk.most = 3;
    journal.append({ a: 'long enough' });
    await journal.close();
    expect(valuesOf(await read(path))).toEqual([{ a: 'long enough' }]);
  });

  test('a full disk costs the reserve once and is told; full again, it fails', async () => {
    const { path, journal, troubles, disk } = await onFakeDisk();
    disk.failures.write = 'ENOSPC';
    journal.append('last words');
    await journal.durable();
    expect(troubles).toEqual([expect.stringContaining('is full: its reserve is given up')]);
    disk.failures.write = 'ENOSPC';
    journal.append('too much');
    await expect(journal.durable()).rejects.toMatchObject({ code: 'failed' });
    await journal.close();
    expect(valuesOf(await read(path))).toEqual(['last words']);
  });

  test('after a failed sync nothing is promised, and nothing taken in', async () => {
    const { journal, disk } = await onFakeDisk();
    disk.failures.sync = 'EIO';
    journal.append('a');
    const waits = [journal.durable(), journal.durable()];
    for (const one of waits) await expect(one).rejects.toThrow(/cannot be written: EIO/);
    disk.failures.sync = undefined;
    expect(() => journal.append('b')).toThrow(/cannot be written/);
    await expect(journal.durable()).rejects.toMatchObject({ code: 'failed' });
    await journal.close();
  });

  test('nothing follows the end', async () => {
    const { journal } = await onFakeDisk();
    await journal.close();
    expect(() => journal.append('late')).toThrow(/is closed/);
  });
});

test('without room for its reserve it does not begin, and says what fails', async () => {
  const path = join(temporaryFolder(), 'orders.journal');
  mkdirSync(`${path}.reserve`);
  await expect(FileJournal.open({ path })).rejects.toMatchObject({
    code: 'failed',
    message: expect.stringMatching(/orders\.journal cannot be written: .*Nothing is sent/),
  });
});
