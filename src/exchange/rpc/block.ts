import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { isRecord } from '../wire/record.ts';

/** A block of the venue's chain takes about two seconds. */
const BLOCK_SECONDS = 2;

/** There are no blocks: the exchange's clock is counted in steps of one's length, since 1970. */
export function blockNumber(now: Timestamp): number {
  return Math.floor(now / MICROS_PER_SECOND / BLOCK_SECONDS);
}

/** Nothing is under way that the last block does not show, and nothing can be undone. */
const PRESENT: readonly unknown[] = [undefined, null, 'latest', 'pending', 'safe', 'finalized'];

/** Whether a block is that of now: what was before, nobody keeps. */
export function presentBlock(asked: unknown, now: Timestamp): Result<void> {
  // {blockNumber} or {blockHash}: EIP-1898.
  const block = isRecord(asked) ? asked.blockNumber : asked;
  if (isRecord(asked) && block === undefined) {
    return refuse('not_here', 'blocks have no hash here: ask for "latest"');
  }
  if (PRESENT.includes(block)) return ok(undefined);
  if (block === 'earliest') return pastBlock();
  if (typeof block !== 'string' || !/^0x[0-9a-fA-F]{1,16}$/.test(block)) {
    return refuse('bad_params', 'a block: "latest", or its number in hex');
  }
  return BigInt(block) === BigInt(blockNumber(now)) ? ok(undefined) : pastBlock();
}

function pastBlock(): Result<never> {
  return refuse('not_here', 'only the present is known here: ask for "latest"');
}
