import type { Answer } from '../notes.ts';
import { names, object } from '../object.ts';
import { type Parser, readAnswer } from '../parser.ts';
import { text } from '../values.ts';
import { errorText, type VenueError } from '../venue-error.ts';

/** The dead-man's switch answers with the id that the next heartbeat must carry. */
export type Heartbeat = {
  readonly next: string | undefined;
  /** Also told when our id was not the expected one: `next` holds all the same. */
  readonly error: VenueError | undefined;
};

/** The old endpoint has no ids and says {"status":"ok"}. */
const heartbeat: Parser<Heartbeat> = object('heartbeat', names('status'), (fields) => ({
  next: fields.soft('heartbeat_id', text),
  error: fields.soft(fields.either('error_msg', 'error'), errorText),
}));

/** POST /v1/heartbeats. */
export function readHeartbeat(body: string): Answer<Heartbeat> {
  return readAnswer(body, heartbeat);
}
