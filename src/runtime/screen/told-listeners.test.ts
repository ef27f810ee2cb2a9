import { expect, test } from 'vitest';
import { ToldListeners } from './told-listeners.ts';

function listener() {
  const told: string[] = [];
  return { told, isReady: true, send: (line: string) => told.push(line), end: () => {} };
}

test('whoever comes is told the whole first, and then what the others are told', () => {
  const listeners = new ToldListeners();
  const [early, late] = [listener(), listener()];
  listeners.add(early);
  listeners.tell(undefined, () => 'whole 1');
  listeners.add(late);
  listeners.tell('change 2', () => 'whole 2');
  listeners.tell('change 3', () => 'whole 3');
  expect(early.told).toEqual(['whole 1', 'change 2', 'change 3']);
  expect(late.told).toEqual(['whole 2', 'change 3']);
});

test('one that does not take a line misses it, and is told the whole when it is ready', () => {
  const listeners = new ToldListeners();
  const [slow, other] = [listener(), listener()];
  listeners.add(slow);
  listeners.add(other);
  listeners.tell(undefined, () => 'whole 1');
  slow.isReady = false;
  for (const line of ['change 2', 'change 3']) listeners.tell(line, () => 'never');
  slow.isReady = true;
  listeners.tell(undefined, () => 'whole 3');
  listeners.tell('change 4', () => 'never');
  expect(slow.told).toEqual(['whole 1', 'whole 3', 'change 4']);
  expect(other.told).toEqual(['whole 1', 'change 2', 'change 3', 'change 4']);
});

test('the whole is made once for all, and not where nobody needs it', () => {
  const listeners = new ToldListeners();
  let made = 0;
  const whole = () => `whole ${++made}`;
  listeners.add(listener());
  listeners.add(listener());
  listeners.tell(undefined, whole);
  listeners.tell('change', whole);
  expect(made).toBe(1);
});
