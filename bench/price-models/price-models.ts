import type { Result, Section } from '../section.ts';
import { hourWindowScores } from './hour-windows.ts';
import { answersOf, scoresOf } from './made-up-levels.ts';
import { recordedQuestions } from './recorded-questions.ts';
import { hasWalks, WALKS, type WalkName } from './recorded-walks.ts';
import { SCORE_HEADING } from './score.ts';
import { strategyScores } from './strategy-forecasts.ts';

/** A recording of spot, the length of its windows, and what is asked of made-up levels. */
type LevelCase = {
  readonly walk: WalkName;
  readonly hours: number;
  readonly kind: 'touch' | 'terminal';
};
type PriceModelCase =
  | LevelCase
  | { readonly kind: 'strategy' | 'hour windows' | 'recorded questions' };

const LEVEL_CASES: readonly LevelCase[] = (['touch', 'terminal'] as const).flatMap((kind) => [
  { walk: 'btc-5m-outcomes-2025-12', hours: 6, kind },
  { walk: 'btc-5m-outcomes-2025-12', hours: 24, kind },
  { walk: 'btc-5m-outcomes-2025-12', hours: 72, kind },
  { walk: 'btc-15m-minute-prices-2025-12', hours: 6, kind },
  { walk: 'spot-25s-2026-06', hours: 6, kind },
]);

/** How often prices came where terminal and touch probabilities said they would. */
export const priceModels: Section<PriceModelCase> = {
  name: 'price-models',
  title: 'terminal and touch probabilities against recorded prices; no speed is measured',
  heading: ['', ...SCORE_HEADING],
  nodeFlags: [],
  cases() {
    if (!hasWalks()) return 'recorded spot prices are not here; set POLYDESK_DATA';
    return [
      ...LEVEL_CASES,
      { kind: 'strategy' },
      { kind: 'hour windows' },
      { kind: 'recorded questions' },
    ];
  },
  async measure(one) {
    if (one.kind === 'strategy') {
      const title = 'crypto-directional on made-up questions, as their day begins';
      return [titled(title), ...strategyScores()];
    }
    if (one.kind === 'hour windows') {
      return [titled('one-hour windows at half time, beside their market'), ...hourWindowScores()];
    }
    if (one.kind === 'recorded questions') {
      return [
        titled('recorded questions, as early as a recorded spot tells their end'),
        ...recordedQuestions(),
      ];
    }
    const { walk, hours, kind } = one as LevelCase;
    const answers = answersOf(WALKS[walk](), hours);
    const what = kind === 'touch' ? 'to touch made-up levels' : 'to end beyond made-up levels';
    return [titled(`${walk}, ${what} within ${hours} h`), ...scoresOf(kind, answers)];
  },
};

function titled(title: string): Result {
  return { cells: [title], figures: { title } };
}
