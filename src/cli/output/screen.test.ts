import { expect, test } from 'vitest';
import { openScreen, type Styled } from './screen.ts';

function drawn(
  lines: readonly (string | Styled)[],
  size: { columns: number; rows: number },
): string {
  let written = '';
  const screen = openScreen({
    ...size,
    write: (text) => {
      written += text;
    },
  });
  screen.draw(lines);
  screen.leave();
  return written.replaceAll('\u001b', '^');
}

test('lines are drawn over the old ones, and the terminal is given back', () => {
  expect(drawn(['one', 'two'], { columns: 20, rows: 5 })).toBe(
    '^[?1049h^[?25l^[Hone^[K\r\ntwo^[K^[J^[?25h^[?1049l',
  );
});

test('what does not fit is cut, and how many lines are missing is told', () => {
  const text = drawn(['abcdef', 'b', 'c', 'd'], { columns: 8, rows: 3 });
  expect(text).toContain('^[Habcdef^[K\r\nb^[K\r\n… 2 more^[K^[J');
  expect(drawn(['abcdef'], { columns: 3, rows: 3 })).toContain('^[Habc^[K');
});

test('a terminal that does not say how large it is shows its lines all the same', () => {
  expect(drawn(['abcdef', 'b'], { columns: 0, rows: 0 })).toContain('^[Habcdef^[K\r\nb^[K^[J');
});

test('a line with a look is cut before it gets it, and the next one has none of it', () => {
  const lines = [{ text: 'abcdef', style: 'bold' }, 'plain'] as const;
  expect(drawn(lines, { columns: 3, rows: 3 })).toContain('^[H^[1mabc^[0m^[K\r\npla^[K^[J');
});
