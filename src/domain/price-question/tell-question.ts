import { dateOfMs } from '../civil-date.ts';
import { MICROS_PER_MS, type Timestamp } from '../units.ts';
import { inDollars } from './dollars.ts';
import type { Deadline, PriceQuestion, QuestionReading } from './price-question.ts';

/** A reading in one line: btc above 110000 at 2025-09-26T08:00Z. */
export function tellReading(reading: QuestionReading): string {
  if (reading.kind === 'parsed') return tellQuestion(reading.question);
  return reading.kind === 'refused' ? `refused: ${reading.code}` : 'not a price question';
}

function tellQuestion(question: PriceQuestion): string {
  const { asset, relation } = question;
  if (relation === 'up_or_down') {
    return `${asset} up or down ${minute(question.opensAt)} to ${minute(question.closesAt)}`;
  }
  const { deadline } = question;
  if (relation === 'between') {
    const levels = `${inDollars(question.low)} and ${inDollars(question.high)}`;
    return `${asset} between ${levels} at ${moment(deadline)}`;
  }
  const level = `${inDollars(question.strike)}${question.isInclusive ? ' or beyond' : ''}`;
  if (!('from' in question)) return `${asset} ${relation} ${level} at ${moment(deadline)}`;
  const from = question.from === undefined ? '' : ` from ${minute(question.from)}`;
  return `${asset} ${relation} ${level}${from} until ${moment(deadline)}`;
}

function moment({ date, at }: Deadline): string {
  if (at !== undefined) return minute(at);
  return `${date.year}-${two(date.month)}-${two(date.day)}, time unknown`;
}

function minute(at: Timestamp): string {
  const ms = at / MICROS_PER_MS;
  const { year, month, day } = dateOfMs(ms);
  const minutes = Math.floor(ms / 60_000);
  const hour = Math.floor(minutes / 60) % 24;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minutes % 60)}Z`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
