import { expect, test } from 'vitest';
import { InvariantError } from '../../domain/invariant.ts';
import {
  DESK_EVENTS,
  DESK_STATES,
  type DeskEvent,
  type DeskState,
  nextDeskState,
} from './desk-state.ts';

/** The table drawn again by hand; a dot is an event that cannot happen. */
const TABLE = `
            send     unclear    placed     cancel     kept     end
intended    sending  unknown    open       .          .        over
sending     .        unknown    open       .          .        over
unknown     .        unknown    open       unknown    unknown  over
open        .        open       open       canceling  open     over
canceling   .        canceling  canceling  canceling  open     over
over        .        over       over       .          over     over
`;

const [head = [], ...lines] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/));

test('the table is drawn whole', () => {
  expect(head).toEqual(DESK_EVENTS);
  expect(lines.map(([state]) => state)).toEqual(DESK_STATES);
});

test.each(
  lines.flatMap(([state = '', ...cells]) => cells.map((next, i) => [state, head[i] ?? '', next])),
)('%s + %s → %s', (state, event, next) => {
  const move = () => nextDeskState(state as DeskState, event as DeskEvent);
  if (next === '.') expect(move).toThrow(InvariantError);
  else expect(move()).toBe(next);
});
