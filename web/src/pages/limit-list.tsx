import type { LimitRow } from '../../../src/screen/desk-document.ts';
import { grouped, percent, price, shares, usd } from '../format/amount.ts';
import { limitName } from '../format/limit-name.ts';
import { duration } from '../format/time.ts';
import { useTable } from '../live/use-desk.ts';
import { Empty, Meter } from '../parts/layout.tsx';

/** Each limit with how much of it is used: the fullest first, those of single orders last. */
export function LimitList() {
  const limits = Object.entries(useTable('limits'));
  if (limits.length === 0) return <Empty>The desk has told no limits.</Empty>;
  const sorted = limits.toSorted(([, a], [, b]) => fullness(b) - fullness(a));
  return (
    <ul>
      {sorted.map(([code, row]) => (
        <Limit key={code} code={code} row={row} />
      ))}
    </ul>
  );
}

/** Millionths of it that are used; below 0: it is not used up, or not set. */
function fullness({ most, used }: LimitRow): number {
  if (most === null) return -2;
  if (used === null || most <= 0) return -1;
  return Math.round((Math.max(0, used) / most) * 1_000_000);
}

const SCOPES: Readonly<Record<LimitRow['scope'], string>> = {
  order: 'of each order',
  market: 'of each market',
  group: 'of each group of markets',
  asset: 'of each asset',
  strategy: 'of each strategy',
  account: 'of the account',
};

function Limit({ code, row }: { readonly code: string; readonly row: LimitRow }) {
  const { scope, unit, most, used, where } = row;
  const part = fullness(row);
  const name = limitName(code);
  return (
    <li className="limit">
      <span>
        <strong title={code}>{name}</strong> <span className="muted small">{SCOPES[scope]}</span>
        {where !== null && part > 0 && <span className="small"> · fullest: {where}</span>}
      </span>
      <span className="nowrap">
        {used !== null && <strong>{amountText(used, unit)}</strong>}
        {used !== null && <span className="muted"> of </span>}
        {most === null ? (
          <span className="warn-text">unlimited, as configured</span>
        ) : (
          amountText(most, unit)
        )}
      </span>
      {part >= 0 && <Meter part={part} label={`${percent(part, 0)} of ${name} is used`} />}
    </li>
  );
}

function amountText(value: number, unit: LimitRow['unit']): string {
  switch (unit) {
    case 'usd':
      return usd(value);
    case 'shares':
      return `${shares(value)} shares`;
    case 'price':
      return price(value);
    case 'count':
      return grouped(value);
    case 'part':
      return percent(value);
    case 'duration':
      return duration(value);
  }
}
