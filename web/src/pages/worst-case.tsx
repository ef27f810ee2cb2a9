import type { DeskRow, LimitRow } from '../../../src/screen/desk-document.ts';
import { useHasEnded } from '../app/has-ended.ts';
import { NO_EQUITY } from '../app/top-bar.tsx';
import { usd } from '../format/amount.ts';
import { guardInWords, mostToLose, roomInWords } from '../format/can-lose.ts';
import { useDesk, useRow } from '../live/use-desk.ts';
import { Usd } from '../parts/amounts.tsx';
import { Meter, Panel } from '../parts/layout.tsx';

/** In plain words: what can still be lost, and what holds it. */
export function WorstCase() {
  const desk = useDesk();
  const dayLoss = useRow('limits', 'maxDayLoss');
  const drawdown = useRow('limits', 'drawdown');
  const exposure = useRow('limits', 'maxExposure');
  const orders = useRow('limits', 'maxOpenOrders');
  const isOver = useHasEnded();
  if (desk === undefined) return null;
  const standing = isOver ? ended(desk) : desk;
  const most = mostToLose(standing, orders?.used ?? null);
  return (
    <Panel title="What it can still lose today" width="w4" aside={<a href="#/risk">Limits</a>}>
      <div className="stack">
        <p className="big">
          <Usd value={most} why={NO_EQUITY} />
        </p>
        <p>{mostInWords(most, desk.equity)}</p>
        <p>
          At risk now, at cost, with open orders: {usd(desk.exposure)}.{' '}
          {roomInWords(standing, exposure)}
        </p>
        <Used limit={exposure} of={desk.exposure} label="of the exposure that is allowed" />
        <p>
          {dayInWords(desk.risk.dayLoss)} {guardInWords(dayLoss, drawdown)}
        </p>
        <Used limit={dayLoss} of={desk.risk.dayLoss} label="of the loss allowed in a day" />
      </div>
    </Panel>
  );
}

type Limit = LimitRow | undefined;

/** It opens nothing more, as if an operator had stopped it. */
function ended(desk: DeskRow): DeskRow {
  return { ...desk, risk: { ...desk.risk, isStopping: true } };
}

function mostInWords(most: number | null, equity: number | null): string {
  if (most === null) return `The most it can lose is not known: ${NO_EQUITY}.`;
  if (most === equity) return 'at most, from now: all that it is worth.';
  return 'at most, from now, unless somebody resumes it: all that is held, at the midpoint.';
}

function dayInWords(dayLoss: number | null): string {
  if (dayLoss === null) return 'What it has made or lost today is not known yet.';
  return dayLoss > 0
    ? `Today equity has lost ${usd(dayLoss)}.`
    : `Today equity has made ${usd(-dayLoss)}.`;
}

function Used({ limit, of, label }: { limit: Limit; of: number | null; label: string }) {
  if (of === null) return null;
  if (limit?.most === undefined || limit.most === null || limit.most <= 0) return null;
  const part = Math.round((Math.max(0, of) / limit.most) * 1_000_000);
  return <Meter part={part} label={`${(part / 10_000).toFixed(0)} % ${label}`} />;
}
