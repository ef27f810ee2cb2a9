import type { DeskRow } from '../../../src/screen/desk-document.ts';
import type { Equity, RunEquity } from '../../../src/server/dashboard/history.ts';
import { units } from '../format/amount.ts';
import type { TrailPoint } from '../live/trail.ts';
import { useAnswer } from '../live/use-answer.ts';
import { Answered } from '../parts/answered.tsx';
import { Chart, type Line } from '../parts/chart.tsx';
import { When } from '../parts/when.tsx';
import { earlierRuns, equityLines } from './equity-lines.ts';

const NONE: readonly RunEquity[] = [];

type Own = { readonly own: readonly TrailPoint[] };
type OfDesk = Own & { readonly desk: DeskRow };

/** How the run that goes on went so far. */
export function EquityOfRun({ desk, own }: OfDesk) {
  return (
    <>
      <EquityChart own={own} runs={NONE} />
      <Unrecorded desk={desk} own={own} />
    </>
  );
}

/** The runs of before as well, as the archive has them. */
export function EquityOfAll({ desk, own }: OfDesk) {
  const answer = useAnswer<Equity>('/api/equity?since=all', EVERY_MS);
  return (
    <Answered answer={answer}>
      {(told) => {
        const runs = earlierRuns(told.runs, desk);
        return (
          <>
            <EquityChart own={own} runs={runs} />
            <Before desk={desk} runs={runs} />
          </>
        );
      }}
    </Answered>
  );
}

/** From when on anything is known, and how what is shown of it was measured. */
function Before({ desk, runs }: { readonly desk: DeskRow; readonly runs: readonly RunEquity[] }) {
  const first = runs.reduce((least, { began }) => Math.min(least, began), desk.startedAt);
  const count = `${runs.length} earlier ${runs.length === 1 ? 'run' : 'runs'}`;
  return (
    <p className="muted small">
      {runs.length === 0
        ? `No earlier run of this kind (${desk.mode}) is in the archive. `
        : `${count} (${desk.mode}) at cost: a line moves when a trade is over. `}
      Before <When at={first} style="moment" /> nobody recorded.
    </p>
  );
}

/** That the beginning of a run is not known: its desk was not asked, or does not tell. */
function Unrecorded({ desk, own }: OfDesk) {
  const first = own[0]?.at;
  if (first === undefined || first - desk.startedAt < UNTOLD) return null;
  return (
    <p className="muted small">
      Before <When at={first} style="moment" /> nobody recorded what this run was worth.
    </p>
  );
}

/** A first measurement may come so late, µs. */
const UNTOLD = 30_000_000;
const EVERY_MS = 60_000;

function EquityChart({ own, runs }: Own & { readonly runs: readonly RunEquity[] }) {
  const { ats, now, earlier } = equityLines(own, runs);
  const lines: Line[] = [
    { ...SCALE, name: 'Equity', color: '--accent', kind: 'line', values: now[0] ?? [] },
    { ...SCALE, name: 'Confirmed', color: '--gain', kind: 'dashed', values: now[1] ?? [] },
    ...earlier.map((values, i): Line => {
      const name = i === 0 ? 'Earlier runs, at cost' : `Beside them (${i})`;
      return { ...SCALE, name, color: '--muted', kind: 'line', values };
    }),
  ];
  return (
    <Chart
      label="Equity over time"
      empty="The chart begins with the second measurement."
      height={170}
      format={dollarsOf}
      xs={ats.map((at) => at / 1_000_000)}
      lines={lines}
    />
  );
}

const SCALE = { scale: 'usd' } as const;

/** An axis has ticks between cents, too. */
function dollarsOf(value: number): string {
  const whole = Math.round(value);
  return whole % 1_000_000 === 0 ? units(whole, 0) : units(whole, 2);
}
