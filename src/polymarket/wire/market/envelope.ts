import type { ConditionId } from '../../../domain/ids.ts';
import type { Timestamp } from '../../../domain/units.ts';
import type { Fields } from '../object.ts';
import { condition, time } from '../values.ts';

/** What every message of the market channel carries. Recordings may lack the market. */
export function envelopeOf(fields: Fields): {
  readonly market: ConditionId | undefined;
  readonly tsEvent: Timestamp;
} {
  fields.has('event_type');
  return { market: fields.strict('market', condition), tsEvent: fields.vital('timestamp', time) };
}
