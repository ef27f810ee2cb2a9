import { SECTIONS } from './monitor-view.ts';

/** What is looked at. */
export type Looking = {
  readonly section: number;
  readonly scrolled: number;
  /** Which of the desks, counted on and on. */
  readonly desk: number;
};

export const START: Looking = { section: 0, scrolled: 0, desk: 0 };

const ESC = '\u001b';
const CTRL_C = '\u0003';
const PAGE = 10;

/** What a key makes of it; undefined: somebody leaves. `scrollMost`: no further down than that. */
export function afterKey(key: string, at: Looking, scrollMost: number): Looking | undefined {
  const scroll = (by: number) => ({
    ...at,
    scrolled: Math.max(0, Math.min(scrollMost, Math.min(at.scrolled, scrollMost) + by)),
  });
  switch (key) {
    case 'q':
    case CTRL_C:
      return undefined;
    case '\t':
    case `${ESC}[C`:
      return { ...at, section: (at.section + 1) % SECTIONS.length, scrolled: 0 };
    case `${ESC}[Z`:
    case `${ESC}[D`:
      return { ...at, section: (at.section + SECTIONS.length - 1) % SECTIONS.length, scrolled: 0 };
    case `${ESC}[A`:
      return scroll(-1);
    case `${ESC}[B`:
      return scroll(1);
    case `${ESC}[5~`:
      return scroll(-PAGE);
    case `${ESC}[6~`:
      return scroll(PAGE);
    case 'd':
      return { ...START, section: at.section, desk: at.desk + 1 };
    default: {
      const chosen = Number(key) - 1;
      return SECTIONS[chosen] === undefined ? at : { ...at, section: chosen, scrolled: 0 };
    }
  }
}
