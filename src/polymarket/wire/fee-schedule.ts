import type { FeeSchedule } from '../../domain/fee.ts';
import { refuse } from '../../domain/result.ts';
import { Notes } from './notes.ts';
import { type Fields, names, object } from './object.ts';
import { leaf, type Parser } from './parser.ts';
import { flag, partsPerMillion } from './values.ts';

const exponent: Parser<1 | 2> = leaf((value) => {
  if (value === 1 || value === '1') return { ok: true, value: 1 };
  if (value === 2 || value === '2') return { ok: true, value: 2 };
  return refuse('unknown_exponent', 'the exponent of a fee is 1 or 2');
});

function scheduleOf(fields: Fields): FeeSchedule {
  const takerOnly = fields.vital(fields.either('takerOnly', 'taker_only'), flag);
  if (takerOnly === false) fields.reject('makers_pay', 'a fee that makers pay too is not known');
  return {
    ratePpm: fields.vital('rate', partsPerMillion),
    exponent: fields.vital('exponent', exponent),
    makerRebatePpm: fields.vital(fields.either('rebateRate', 'rebate_rate'), partsPerMillion),
  };
}

/**
 * A market's fee schedule, of Gamma ({rate: 0.07, exponent: 1, takerOnly, rebateRate}) or of the
 * market channel (snake case and texts). Refused where it is not of the form that we charge, so
 * that nobody trades on a guess.
 */
export const feeSchedule: Parser<FeeSchedule> = object('feeSchedule', names(), scheduleOf);

/** A schedule that was recorded by itself; undefined where it is not of the form that we charge. */
export function readFeeSchedule(value: unknown): FeeSchedule | undefined {
  const read = feeSchedule(value, 'feeSchedule', new Notes());
  return read.ok ? read.value : undefined;
}
