import type { DeskRow } from '../../../src/screen/desk-document.ts';
import { isSimulated } from '../../../src/screen/is-simulated.ts';

/** What a desk is, unmistakably: whether its money is real. */
export type Mode = {
  readonly name: 'simulated' | 'paper' | 'live';
  readonly text: string;
  readonly title: string;
};

/** Whatever is not live at a real venue is said to be so. */
export function modeOf(desk: Pick<DeskRow, 'mode' | 'provenance'>): Mode {
  if (!isSimulated(desk)) {
    return { name: 'live', text: 'LIVE', title: 'Orders go to the venue: the money is real.' };
  }
  if (desk.mode === 'paper' && desk.provenance !== 'simulated') {
    const title = 'Real markets, simulated orders: no money is at stake.';
    return { name: 'paper', text: 'PAPER', title };
  }
  const title = 'Exchange, prices and money are invented: nothing is at stake.';
  return { name: 'simulated', text: 'SIMULATED', title };
}
