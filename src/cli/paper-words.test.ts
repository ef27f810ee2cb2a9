import { expect, test } from 'vitest';
import { goingOnInWords, paperInJson } from './paper-words.ts';

test('what two strategies hold of one token is one position, as a desk counts it', () => {
  const held = (token: string, strategy: number) => ({ token, strategy, cost: 1, shares: 1 });
  const positions = [held('7', 0), held('7', 1), held('8', 1)];
  expect(goingOnInWords({ cash: 990_000_000, positions } as never)).toBe(
    'Going on where it stopped: 990.00 dollars, 2 positions.',
  );
});

test('money on paper is simulated in a line for programs, too, whatever it trades on', () => {
  const line = paperInJson({ cash: 5 } as never);
  expect(line).toEqual({ kind: 'status', provenance: 'simulated', cash: 5 });
});
