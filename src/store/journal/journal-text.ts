import { crc32 } from 'node:zlib';

/**
 * A record is a line: the checksum of what follows (CRC-32, eight hex digits), its number, and its
 * JSON. A person can read it, `grep` finds in it, and a flipped bit shows.
 */
export function lineOf(seq: number, json: string): string {
  const rest = `${seq} ${json}`;
  return `${checksumOf(rest)} ${rest}\n`;
}

export type JournalRecord = { readonly seq: number; readonly value: unknown };

/** What a journal's bytes hold. */
export type JournalReading = {
  readonly records: readonly JournalRecord[];
  /** Bytes of them: a torn tail begins there. */
  readonly goodBytes: number;
  /** Bytes that a crash left of a record that was being written; it was never promised. */
  readonly tornBytes: number;
  /** A record that is not as it was written: the journal must not be trusted. */
  readonly damage: { readonly line: number; readonly byte: number } | undefined;
};

const NEWLINE = 0x0a;

/**
 * Reads records up to the first that is not one. What is behind the last newline was being written
 * when the program died, and so were zeros, with which a file system fills what it had no time to
 * write. A line that is whole and wrong is damage, also the last one: it may have been durable.
 * `before`: so many records stand before these bytes.
 */
export function readJournal(bytes: Buffer, before = 0): JournalReading {
  const records: JournalRecord[] = [];
  let at = 0;
  for (let line = 1; at < bytes.length; line++) {
    const end = bytes.indexOf(NEWLINE, at);
    if (end < 0) break;
    const record = recordOf(bytes.toString('utf8', at, end));
    if (record === undefined || record.seq !== before + records.length + 1) {
      return { records, goodBytes: at, tornBytes: 0, damage: { line, byte: at } };
    }
    records.push(record);
    at = end + 1;
  }
  return { records, goodBytes: at, tornBytes: bytes.length - at, damage: undefined };
}

/** What of a damaged journal is as it was written. */
export type Salvage = {
  readonly values: readonly unknown[];
  /** Of them those before the first damage. */
  readonly before: readonly unknown[];
  /** Lines that are not as they were written, or are missing: how many records are gone. */
  readonly lost: number;
};

/** Takes every record that its checksum proves, also behind the damage, each number once. */
export function salvage(bytes: Buffer): Salvage {
  const { records, goodBytes } = readJournal(bytes);
  const found = new Map(records.map((record) => [record.seq, record.value]));
  for (const line of bytes.toString('utf8', goodBytes).split('\n')) {
    const record = recordOf(line);
    if (record !== undefined && !found.has(record.seq)) found.set(record.seq, record.value);
  }
  const numbers = [...found.keys()].sort((a, b) => a - b);
  const values = numbers.map((seq) => found.get(seq));
  const before = records.map(({ value }) => value);
  // Of a last line that is damaged its number is not known.
  return { values, before, lost: Math.max((numbers.at(-1) ?? 0) - numbers.length, 1) };
}

function recordOf(line: string): JournalRecord | undefined {
  const match = /^([0-9a-f]{8}) ((\d+) (.*))$/su.exec(line);
  if (match === null) return undefined;
  const [, sum, rest = '', seq, json = ''] = match;
  if (checksumOf(rest) !== sum) return undefined;
  try {
    return { seq: Number(seq), value: JSON.parse(json) };
  } catch {
    return undefined;
  }
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
