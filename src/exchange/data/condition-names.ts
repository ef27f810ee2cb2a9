import { type Refusal, refuse } from '../../domain/result.ts';
import type { Query } from '../wire/query.ts';
import { conditionsOf } from './asked-markets.ts';

/** Of the venue's first protocol, or of its second, which has one byte less. */
const CONDITION = /^0x(?:[0-9a-f]{2}){31,32}$/i;
/** Different ones in one request (venue docs of version 2, read 2026-11). */
const CONDITIONS_MOST = 20;

/** What is wrong with the conditions that version 2 is asked for; undefined: nothing. */
export function conditionProblem(query: Query): Refusal | undefined {
  const named = conditionsOf(query) ?? [];
  const bad = named.find((id) => !CONDITION.test(id));
  if (bad !== undefined) return refuse('invalid_query', `condition '${bad}' is invalid`);
  const count = new Set(named.map((id) => id.toLowerCase())).size;
  if (count <= CONDITIONS_MOST) return undefined;
  return refuse('invalid_query', `${count} conditions, at most ${CONDITIONS_MOST}`);
}
