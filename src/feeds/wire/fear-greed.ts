import { z } from 'zod';
import { ok, type Result } from '../../domain/result.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { MoodTold } from './feed-event.ts';
import { readJson, readShape } from './shape.ts';

// GET https://api.alternative.me/fng/ as its users describe it (read 2026-11); never seen live.
const answer = z.object({
  data: z
    .array(
      z.object({
        value: z.string().regex(/^(\d{1,2}|100)$/),
        value_classification: z.string().max(40),
        timestamp: z.string().regex(/^\d{10}$/),
      }),
    )
    .min(1)
    .max(5_000),
});

export const FEAR_GREED_FEED = 'alternative/fear-greed';

/** The newest value; one for each day, stamped with the beginning of that day. */
export function readFearGreed(text: string): Result<readonly MoodTold[]> {
  const json = readJson(text);
  if (!json.ok) return json;
  const shaped = readShape(answer, json.value, 'fear and greed');
  if (!shaped.ok) return shaped;
  const newest = shaped.value.data.reduce((best, one) =>
    one.timestamp > best.timestamp ? one : best,
  );
  return ok([
    {
      kind: 'MoodTold',
      feed: FEAR_GREED_FEED,
      tsEvent: (Number(newest.timestamp) * MICROS_PER_SECOND) as Timestamp,
      tsSent: undefined,
      value: Number(newest.value),
      label: newest.value_classification,
    },
  ]);
}
