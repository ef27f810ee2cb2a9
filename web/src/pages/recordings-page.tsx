import type { RecordedDataset } from '../../../src/server/dashboard/history.ts';
import { bytes, grouped } from '../format/amount.ts';
import { duration } from '../format/time.ts';
import { words } from '../format/words.ts';
import { useAnswer } from '../live/use-answer.ts';
import { Unknown } from '../parts/amounts.tsx';
import { Answered } from '../parts/answered.tsx';
import { Empty, PageHead, Panel, Scroll, Tag } from '../parts/layout.tsx';
import { ProvenanceTag } from '../parts/provenance-tag.tsx';
import { When } from '../parts/when.tsx';

type Told = { readonly datasets: readonly RecordedDataset[] };

const EVERY_MS = 60_000;

/** What the archive has, hour by hour, and where it has gaps. */
export function RecordingsPage() {
  const answer = useAnswer<Told>('/api/recordings', EVERY_MS);
  return (
    <>
      <PageHead title="Recordings" />
      <Answered answer={answer}>
        {({ datasets }) =>
          datasets.length === 0 ? (
            <Empty>The archive is empty: “polydesk record” fills it.</Empty>
          ) : (
            <div className="grid">
              {datasets.map((dataset) => (
                <Dataset key={dataset.dataset} dataset={dataset} />
              ))}
            </div>
          )
        }
      </Answered>
    </>
  );
}

function Dataset({ dataset }: { readonly dataset: RecordedDataset }) {
  const { provenance, source, license, isFinished, series, hours, from, to, feeds } = dataset;
  const gaps = gapsIn(hours, from, to);
  // A recording that has begun a moment ago, or was never more than begun.
  const isEmpty = from === null;
  return (
    <Panel
      title={dataset.dataset}
      aside={
        <span className="row">
          {!isFinished && <Tag tone="warn">not finished</Tag>}
          <ProvenanceTag provenance={provenance} />
        </span>
      }
    >
      <div className="dataset">
        <dl className="facts">
          <dt>From</dt>
          <dd>{source === '' ? <Unknown why={UNFINISHED} /> : source}</dd>
          {license !== null && (
            <>
              <dt>License</dt>
              <dd>{license}</dd>
            </>
          )}
          <dt>Begins</dt>
          <dd>
            <When at={from} style="moment" why={isFinished ? EMPTY : UNFINISHED} />
          </dd>
          <dt>Ends</dt>
          <dd>
            <When at={to} style="moment" why={isFinished ? EMPTY : UNFINISHED} />
          </dd>
          <dt>Size</dt>
          <dd>{bytes(dataset.bytes)}</dd>
          {!isEmpty &&
            Object.entries(dataset.rows).map(([name, count]) => (
              <div key={name} className="fact">
                <dt>{ROWS[name] ?? sentenceOf(name)}</dt>
                <dd>{grouped(count)}</dd>
              </div>
            ))}
          {isFinished && !isEmpty && (
            <>
              <dt>Series complete</dt>
              <dd>
                {grouped(series.complete)} of{' '}
                {grouped(series.complete + series.incomplete + series.unjudged)}
              </dd>
              <dt>Hours without a row</dt>
              <dd className={gaps > 0 ? 'warn-text' : ''}>{grouped(gaps)}</dd>
            </>
          )}
          {[...Object.entries(dataset.defects), ...Object.entries(dataset.quarantine)].map(
            ([name, count]) => (
              <div key={name} className="fact">
                <dt>{sentenceOf(name)}</dt>
                <dd className="warn-text">{grouped(count)}</dd>
              </div>
            ),
          )}
        </dl>
        <div className="stack">
          {isEmpty ? <Empty>{EMPTY}</Empty> : <Coverage hours={hours} />}
          {feeds.length > 0 && <p className="muted small">Prices of {feeds.join(', ')}</p>}
        </div>
      </div>
    </Panel>
  );
}

const EMPTY =
  'Nothing of it can be played yet: what is recorded is brought into its tables now and then.';
const UNFINISHED = 'it is being recorded, or its import was interrupted';
/** From whatever source: `polydesk archive info` tells how many are official. */
const ROWS: Readonly<Record<string, string>> = { resolutions: 'Winners, official or derived' };
const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
/** The rest is in `polydesk archive info`. */
const DAYS_MOST = 31;

function sentenceOf(name: string): string {
  return words(name).replace(/^./, (first) => first.toUpperCase());
}

function gapsIn(hours: RecordedDataset['hours'], from: number | null, to: number | null): number {
  if (from === null || to === null) return 0;
  const span = Math.ceil(to / HOUR) - Math.floor(from / HOUR);
  return Math.max(0, span - hours.filter(({ rows }) => rows > 0).length);
}

/** A line for each day, a field for each hour of it: darker is more. */
function Coverage({ hours }: Pick<RecordedDataset, 'hours'>) {
  if (hours.length === 0) return <Empty>Its hours are not known.</Empty>;
  const byHour = new Map(hours.map(({ hour, rows }) => [Math.floor(hour / HOUR), rows]));
  const most = Math.max(...hours.map(({ rows }) => rows));
  const days = [...new Set(hours.map(({ hour }) => Math.floor(hour / DAY)))].toSorted(
    (a, b) => a - b,
  );
  const shown = days.slice(-DAYS_MOST);
  return (
    <Scroll label="Coverage by hour">
      <table className="coverage">
        <caption>Rows in each hour, UTC</caption>
        <colgroup>
          <col className="coverage-day" />
          <col span={24} />
        </colgroup>
        <tbody>
          {shown.map((day) => (
            <tr key={day}>
              <th scope="row" className="small nowrap">
                {new Date(day * 86_400_000).toISOString().slice(5, 10)}
              </th>
              {Array.from({ length: 24 }, (_, hour) => (
                <Hour
                  // biome-ignore lint/suspicious/noArrayIndexKey: hours never move.
                  key={hour}
                  hour={hour}
                  rows={byHour.get(day * 24 + hour) ?? 0}
                  most={most}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {days.length > shown.length && (
        <p className="muted small">
          The last {shown.length} of {duration(days.length * DAY)} with rows.
        </p>
      )}
    </Scroll>
  );
}

type HourProps = { readonly hour: number; readonly rows: number; readonly most: number };

function Hour({ hour, rows, most }: HourProps) {
  const told = rows === 0 ? 'nothing' : `${grouped(rows)} rows`;
  const opacity = rows === 0 ? 0 : 0.3 + 0.7 * (rows / most);
  return (
    <td title={`${String(hour).padStart(2, '0')}:00 UTC: ${told}`}>
      <i style={{ opacity }} />
      <span className="visually-hidden">{told}</span>
    </td>
  );
}
