import { SECTION, type SourceClaim } from './source-claims.ts';

/** What a source system has, or claims for itself, and this board does not play. */
export type UnplayedClaim = Pick<SourceClaim, 'text' | 'at'> & {
  readonly name: string;
  /** What stands in the way. */
  readonly why: string;
};

export const UNPLAYED_CLAIMS: readonly UnplayedClaim[] = [
  {
    name: 'S2: policy trained by PPO',
    text:
      '3,330 trades, 21.2 % won, $10.93 on a base of $10 (109 %, corrected by itself to 55 %); ' +
      'later phases +$3,392 (170 %) and some +$50,000 on $500 (34,730 trades, 23.3 % won). A ' +
      'fork: +$50.14 in 5,600 trades, 37 % won. All filled at the midpoint, at once, without fees.',
    at: `${SECTION} §3.5, §3.8, §6`,
    why: 'Not built here yet: there is no trained policy to play. Its baselines are played.',
  },
  {
    name: 'S2: gating between its baselines',
    text: 'None.',
    at: `${SECTION} §3.6`,
    why: 'Not built: its weights were drawn by chance and never trained.',
  },
  {
    name: 'S0: presets balanced, ob_focused, conservative',
    text:
      'In its log 9 of 15 positions won, +$354.77; 5 of 8, +$184; 5 of 8, +$111; 53 to 82 were ' +
      'left open. A comment in its code says 70 % for balanced. No spread, no fee.',
    at: `${SECTION} §1.12, §6`,
    why:
      'They ask for a strength of the book, a band of entry prices and a fixed part of the cash, ' +
      'and buy from 0.50 to 0.58 confidence on: ml has no such filters, and never buys below 0.60.',
  },
  {
    name: 'S0: presets ultra_conservative, value_entry, sniper',
    text: 'None.',
    at: `${SECTION} §1.12`,
    why: 'The same; two of them also ask Grok.',
  },
  {
    name: 'S0: Grok, and the rapid scanner that enters by it',
    text: 'None.',
    at: `${SECTION} §1.8, §1.9`,
    why: 'What a language model would have answered was not recorded.',
  },
  {
    name: 'S0: rules by hour and by large wallets',
    text: '80 to 100 % won on 21 to 40 trades of 683, in sample.',
    at: `${SECTION} §6`,
    why: 'Which hours and whose wallets is not told, and no wallet was recorded.',
  },
  {
    name: 'S3: signal "Guppy" of the fork BrunoNatalicio, 08 to 15 h UTC',
    text: '129 trades in 12 days, 62.8 % won, ROI +32 %.',
    at: `${SECTION} §6`,
    why: 'Not built: the notes tell its name and not its rule.',
  },
  {
    name: 'S3: strategies of other forks',
    text: 'No profit; that of tejoker did not trade in a test over 423,965 rows.',
    at: `${SECTION} §4.9`,
    why: 'Not built.',
  },
];
