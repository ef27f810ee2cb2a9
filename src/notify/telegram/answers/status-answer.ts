import { isClosed } from '../../../domain/order-status.ts';
import { dollars, duration, plural, signedDollars, UNKNOWN } from '../../../report/format.ts';
import type { DeskDocument } from '../../../screen/desk-document.ts';
import { isSimulated } from '../../../screen/is-simulated.ts';
import { lostInWords } from '../../lost-in-words.ts';

/** How the desk is doing, in lines. */
export function statusLines(document: DeskDocument, isHeard: boolean): readonly string[] {
  const { desk, strategies, orders, positions, health } = document;
  const open = Object.values(orders).filter(({ status }) => !isClosed(status));
  const unknown = open.filter((order) => order.isUnknown).length;
  const held = Object.values(positions).filter(({ shares }) => shares !== 0).length;
  const equity = desk.equity === null ? UNKNOWN : dollars(desk.equity);
  const made = desk.equity === null ? '' : `, ${signedDollars(desk.equity - desk.worthAtStart)}`;
  const unwell = Object.entries(health).filter(([, { isWell }]) => !isWell);
  const states = Object.values(strategies).map(({ state }) => state);
  const running = states.filter((state) => state === 'running').length;
  return [
    ...(isHeard ? [] : ['NOT HEARD NOW: what follows is as it was last told.']),
    `${desk.mode}${isSimulated(desk) ? ', SIMULATED' : ''}, ${stateOf(document)}`,
    `running for ${duration(desk.now - desk.startedAt)}, ${desk.software}`,
    `equity ${equity}${made} since the start`,
    `cash ${dollars(desk.cash)}, exposure ${dollars(desk.exposure)}`,
    `${plural(held, 'position')}, ${plural(open.length, 'open order')}${unknownOf(unknown)}`,
    `${plural(desk.fills, 'fill')}, ${plural(desk.decisions, 'decision')}`,
    `risk ${desk.risk.mode}, ${lostInWords(desk.risk)}`,
    `${running} of ${plural(states.length, 'strategy', 'strategies')} running`,
    ...unwell.map(([name, { state }]) => `NOT WELL ${name}: ${state}`),
  ];
}

const unknownOf = (count: number) => (count === 0 ? '' : `, ${count} of UNKNOWN fate`);

function stateOf({ desk }: DeskDocument): string {
  if (desk.fault !== null) return `STOPPED: ${desk.fault}`;
  if (desk.risk.isStopping) return 'STOPPED by an operator';
  if (!desk.isTrading) return 'NOT TRADING';
  return desk.venue?.heldBack == null ? 'trading' : `HELD BACK: ${desk.venue.heldBack}`;
}
