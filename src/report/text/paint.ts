import { styleText } from 'node:util';

/** Colors for a terminal; without color every function leaves its text as it is. */
export type Paint = {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
};

const PLAIN: Paint = { strong: same, quiet: same, good: same, bad: same, warn: same };

/** The caller knows whether the output is a terminal that wants color. */
export function paintWith(color: boolean): Paint {
  if (!color) return PLAIN;
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    styleText(format, text, { validateStream: false });
  return {
    strong: style('bold'),
    quiet: style('dim'),
    good: style('green'),
    bad: style('red'),
    warn: style('yellow'),
  };
}

/** Gains in green, losses in red. */
export function paintSign(paint: Paint, value: number, text: string): string {
  return value > 0 ? paint.good(text) : value < 0 ? paint.bad(text) : text;
}

function same(text: string): string {
  return text;
}
