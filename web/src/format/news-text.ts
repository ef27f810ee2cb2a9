import type { NewsRow } from '../../../src/screen/desk-document.ts';
import { price, shares, usd } from './amount.ts';
import { sentence, words } from './words.ts';

type Told = Pick<NewsRow, 'kind' | 'code' | 'level' | 'message' | 'label' | 'order' | 'numbers'>;

/** What happened, in a line. The desk's own words stand where they are more than a side. */
export function newsText(row: Told): string {
  const { kind, code, message, order } = row;
  const terms = termsOf(row);
  if (kind === 'fill' && terms !== undefined) {
    const fee = row.numbers.fee ?? 0;
    const paid = fee === 0 ? '' : `, fee ${usd(fee)}`;
    return `${message === 'sell' ? 'Sold' : 'Bought'} ${terms}, ${words(code)}${paid}`;
  }
  if (kind === 'order' && terms !== undefined && isSide(message)) {
    return `${sentence(message)} ${terms}`;
  }
  if (kind === 'denied' && terms !== undefined) return `${terms} not sent: ${saidOf(row)}`;
  if (kind === 'order' && row.level !== 'info' && order !== null) {
    return `Order ${order} refused: ${saidOf(row)}`;
  }
  if (kind === 'canceled') {
    const which = order === null ? 'An order' : `Order ${order}`;
    return `${which} canceled: ${saidOf(row)}`;
  }
  if (kind === 'market') {
    const payout = row.numbers.payout;
    const paid = payout === undefined ? '' : `, a share of the first outcome pays ${usd(payout)}`;
    return `Market ${words(code)}${paid}`;
  }
  if (kind === 'risk' && code === 'operated') return `An operator said: ${words(message)}`;
  return message === '' ? sentence(code) : message.charAt(0).toUpperCase() + message.slice(1);
}

function saidOf({ code, message }: Told): string {
  return message === '' ? words(code) : message;
}

/** "8 Up at 0.48"; undefined: it does not say. */
function termsOf({ label, numbers }: Told): string | undefined {
  const { price: at, size } = numbers;
  if (at === undefined || size === undefined) return undefined;
  const what = label === null ? shares(size) : `${shares(size)} ${label}`;
  return `${what} at ${price(at, at % 10_000 === 0 ? 10_000 : 100)}`;
}

function isSide(text: string): boolean {
  return text === 'buy' || text === 'sell';
}

/** The numbers that the line above does not say already. */
export function othersThanTold({ kind, numbers }: Told): Readonly<Record<string, number>> {
  if (kind !== 'order' && kind !== 'fill' && kind !== 'denied') return numbers;
  const { price: _price, size: _size, amount: _amount, fee: _fee, ...others } = numbers;
  return others;
}
