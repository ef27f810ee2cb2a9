import { z } from 'zod';
import type { Refused } from './api-route.ts';

/** What is said instead of an answer. */
export const refusalSchema = z.object({
  error: z.object({
    /** Stable. */
    code: z.string(),
    message: z.string(),
    /** What has to be typed, where that is what is missing. */
    words: z.string().optional(),
  }),
});

export type RefusalBody = z.infer<typeof refusalSchema>;

const STATUSES: Readonly<Record<string, number>> = {
  bad_question: 400,
  no_session: 401,
  wrong_token: 401,
  stranger: 403,
  no_csrf: 403,
  no_control: 403,
  words_needed: 403,
  not_found: 404,
  desk_refuses: 409,
  too_large: 413,
  too_often: 429,
  desk_away: 503,
  no_answer: 504,
};

/** Whatever has no status of its own is not at fault of who asks: the thing cannot be had. */
const OTHER = 422;

export function statusOf({ code }: Refused): number {
  return STATUSES[code] ?? OTHER;
}

export function bodyOf({ code, message, words }: Refused): RefusalBody {
  return { error: { code, message, ...(words === undefined ? {} : { words }) } };
}
