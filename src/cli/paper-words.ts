import { dollars, plural } from '../report/format.ts';
import type { DeskStatus } from '../runtime/live/desk-status.ts';
import type { PaperAccount } from '../runtime/live/paper-account.ts';
import { equityInWords } from './equity-words.ts';
import { recordingInWords } from './record-news.ts';
import { riskInWords } from './risk-words.ts';

/** What an earlier run has left to this one. */
export function goingOnInWords({ cash, positions }: PaperAccount): string {
  // As a desk counts: shares of one token are one position, whichever strategies hold them.
  const held = plural(new Set(positions.map(({ token }) => token)).size, 'position');
  return `Going on where it stopped: ${dollars(cash)} dollars, ${held}.`;
}

/** How a desk is doing, in a line. `capital`: what it is held against, units of 1e-6. */
export function paperInWords(status: DeskStatus, capital: number): string {
  const { equity, cash, openOrders, positions, fills, isTrading, haltedFeeds, recording, risk } =
    status;
  const worth =
    equity === undefined
      ? `cash ${dollars(cash)}, ${equityInWords(status, capital)}`
      : equityInWords(status, capital);
  const held = `${plural(positions, 'position')}, ${plural(openOrders, 'open order')}`;
  const state = isTrading ? '' : 'NOT TRADING; ';
  const stands = haltedFeeds.length === 0 ? '' : `HALTED (${haltedFeeds.join(', ')}); `;
  const risks = risk.mode === 'normal' ? '' : `${riskInWords(risk)}; `;
  const heard = recordingInWords(recording);
  return `${state}${stands}${risks}${worth}, ${held}, ${plural(fills, 'fill')}; ${heard}`;
}

/** The same for programs. Whatever it hears, its money is simulated. */
export function paperInJson(status: DeskStatus): object {
  return { kind: 'status', provenance: 'simulated', ...status };
}
