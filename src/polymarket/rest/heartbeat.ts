import { refuse } from '../../domain/result.ts';
import { PRIORITY } from '../../net/rate-limiter.ts';
import { type Heartbeat, readHeartbeat } from '../wire/clob/heartbeat.ts';
import type { Answer } from '../wire/notes.ts';
import type { VenueOutcome } from './outcome.ts';
import type { Authorize, VenueService } from './service.ts';

/** Later than this a heartbeat helps nobody: the next one is due. */
const AGE_MS = 4_000;
/** One that hangs must leave time for another before the venue cancels all. */
const TIMEOUT_MS = 2_000;

/**
 * The dead-man's switch of an API key: POST /v1/heartbeats, each with the id that the one before
 * was answered with, and never two at once. Whoever calls `beat` once has to go on each 5 s: when
 * none came for 10 s the venue cancels all orders of the key (docs, read 2026-10).
 */
export class ClobHeartbeat {
  readonly #service: VenueService;
  readonly #authorize: Authorize;
  #next = '';
  #last: Promise<unknown> = Promise.resolve();

  constructor(service: VenueService, authorize: Authorize) {
    this.#service = service;
    this.#authorize = authorize;
  }

  /**
   * One heartbeat, after those that are on their way. An answer that says our id was not the
   * expected one brings the right id, and so the next one goes through.
   */
  beat(): Promise<VenueOutcome<Heartbeat>> {
    const turn = this.#last.then(() => this.#send());
    // One that threw, at the keys say, is no reason against the next.
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #send(): Promise<VenueOutcome<Heartbeat>> {
    const outcome = await this.#service.send({
      method: 'POST',
      path: '/v1/heartbeats',
      body: JSON.stringify({ heartbeat_id: this.#next }),
      // As urgent as a cancel: without it all orders go.
      toll: { limits: ['clob'], priority: PRIORITY.cancel, ageMsMost: AGE_MS },
      timeoutMs: TIMEOUT_MS,
      authorize: this.#authorize,
      read: readHeartbeat,
      readRefused: readExpectedId,
    });
    if (outcome.kind === 'ok') this.#next = outcome.value.next ?? this.#next;
    return outcome;
  }
}

/** Another id was expected, and here it is. */
function readExpectedId(text: string): Answer<Heartbeat> {
  const answer = readHeartbeat(text);
  if (!answer.ok || answer.value.next !== undefined) return answer;
  return { ...answer, ...refuse('no_heartbeat_id', 'the refusal names no id') };
}
