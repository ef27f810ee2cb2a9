import { type Refusal, refuse } from '../../domain/result.ts';
import type { Failure } from './outcome.ts';

/** Why there is no answer, in words for people: what the venue said, or what the network did. */
export function failureRefusal(failure: Failure): Refusal {
  switch (failure.kind) {
    case 'notSent':
      return failure.refusal;
    case 'refused':
    case 'unauthorized':
      return refuse(failure.error.code, failure.error.text);
    case 'rateLimited':
      return refuse('rate_limited', 'the venue asks for fewer requests');
    case 'restarting':
      return refuse('restarting', 'the venue is starting anew');
    case 'unavailable':
      return refuse('unavailable', `the venue takes only some requests (${failure.mode})`);
    case 'geoblocked':
      return refuse('geoblocked', `the venue answers nobody from here (${failure.status})`);
    case 'unknown':
      return refuse('no_answer', wordsOf(failure));
  }
}

function wordsOf({ cause, detail }: Extract<Failure, { kind: 'unknown' }>): string {
  return cause === 'notConnected'
    ? `the venue cannot be reached (${detail})`
    : `the venue gave no usable answer (${cause}: ${detail})`;
}
