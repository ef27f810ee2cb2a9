import { createHash } from 'node:crypto';

/** What the next page goes by. Cursors are opaque, sealed, and each of one list. */
export type Cursor = {
  readonly list: string;
  readonly limit: number;
  /** How many rows were shown, then where to go on. */
  readonly mark: readonly (number | string)[];
  /** What was asked for that holds for the whole walk, by its name. */
  readonly bound: Readonly<Record<string, string>>;
};

const SEAL_LENGTH = 12;

export function writeCursor({ list, limit, mark, bound }: Cursor): string {
  const text = JSON.stringify({ list, limit, mark, bound });
  return Buffer.from(`${sealOf(text)}${text}`).toString('base64url');
}

/** Undefined for what was not written here, or for another list. */
export function readCursor(told: string, list: string): Cursor | undefined {
  const sealed = Buffer.from(told, 'base64url').toString();
  const text = sealed.slice(SEAL_LENGTH);
  if (sealed.slice(0, SEAL_LENGTH) !== sealOf(text)) return undefined;
  const cursor = JSON.parse(text) as Cursor;
  return cursor.list === list ? cursor : undefined;
}

/** It finds slips; nobody is kept out by it. */
function sealOf(text: string): string {
  return createHash('sha256').update(`cursor ${text}`).digest('hex').slice(0, SEAL_LENGTH);
}
