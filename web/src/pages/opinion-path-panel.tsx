import type { MarketRow } from '../../../src/screen/desk-document.ts';
import type { OpinionPoint } from '../../../src/screen/market-document.ts';
import { percent } from '../format/amount.ts';
import { outcomeName } from '../format/outcome-name.ts';
import { explanationOf, sentence } from '../format/words.ts';
import { useDeskSecond } from '../live/use-desk.ts';
import { Answered } from '../parts/answered.tsx';
import { Chart } from '../parts/chart.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty, Panel, Scroll } from '../parts/layout.tsx';
import { When } from '../parts/when.tsx';
import { opinionLines } from './opinion-lines.ts';
import { useOpinionPath } from './use-opinion-path.ts';

/** A table of more is read by nobody; the picture has all that have a probability. */
const ROWS_MOST = 60;
const COLORS = ['--accent', '--gain', '--loss', '--warn', '--muted', '--text'];

type OpinionPathProps = { readonly slug: string; readonly row: MarketRow };

/** What each strategy thought of a market since the run began, wherever that changed. */
export function OpinionPathPanel({ slug, row }: OpinionPathProps) {
  const answer = useOpinionPath(slug);
  const count = answer?.ok ? answer.value.points.length : 0;
  return (
    <Panel
      title="What each strategy thought"
      width="w12"
      isFlush
      aside={
        count > ROWS_MOST && (
          <span className="muted small">{`the newest ${ROWS_MOST} of ${count} are listed`}</span>
        )
      }
    >
      <Answered answer={answer}>
        {({ points }) =>
          points.length === 0 ? NOTHING : <OpinionPath points={points} row={row} />
        }
      </Answered>
    </Panel>
  );
}

const NOTHING = (
  <Empty>
    None has said anything of it in this run. Strategies are asked about twelve markets that take
    orders, in turns: those that opened last.
  </Empty>
);

type PathProps = { readonly points: readonly OpinionPoint[]; readonly row: MarketRow };

function OpinionPath({ points, row: { labels, closesAt } }: PathProps) {
  const now = useDeskSecond() ?? 0;
  const { xs, lines } = opinionLines(points, Math.min(now, closesAt ?? now));
  return (
    <>
      {lines.length > 0 && (
        <div className="panel-part">
          <Chart
            label={`How likely each strategy took ${labels[0] ?? 'the first outcome'} to be`}
            empty="A picture begins with the second moment."
            height={200}
            format={percentOf}
            xs={xs}
            lines={lines.map(({ strategy, values }, i) => ({
              ...{ name: strategy, values, kind: 'line', scale: 'p' },
              color: COLORS[i % COLORS.length] as string,
            }))}
          />
        </div>
      )}
      <Scroll label="What each strategy thought" height="tall">
        <DataTable
          caption="What each strategy thought, the newest first"
          columns={columnsFor(labels)}
          rows={points.slice(-ROWS_MOST).reverse()}
          keyOf={({ at, strategy }) => `${at} ${strategy}`}
        />
      </Scroll>
    </>
  );
}

/** It said none: that is known. */
const NONE = <span className="muted">–</span>;

function columnsFor(labels: MarketRow['labels']): readonly Column<OpinionPoint>[] {
  return [
    { name: 'From', cell: ({ at }) => <When at={at} /> },
    { name: 'Strategy', isHead: true, cell: ({ strategy }) => strategy },
    {
      name: 'Why',
      cell: ({ code }) =>
        code === null ? (
          <span className="muted">nothing to say any more</span>
        ) : (
          <span title={explanationOf(code) ?? code}>{sentence(code)}</span>
        ),
    },
    {
      name: 'Would buy',
      cell: ({ outcome }) => (outcome === null ? NONE : outcomeName(labels, outcome)),
    },
    {
      name: 'Likely',
      title: `${labels[0] ?? 'the first outcome'}, by the strategy`,
      isNumber: true,
      cell: ({ probability }) => (probability === null ? NONE : percentOf(probability)),
    },
  ];
}

function percentOf(part: number): string {
  return percent(Math.round(part * 1_000_000), 1);
}
