import { useDeferredValue, useState } from 'react';
import type { LogLine } from '../../../src/server/dashboard/history.ts';
import { useAnswer } from '../live/use-answer.ts';
import { Answered } from '../parts/answered.tsx';
import { Choice, Empty, PageHead, Panel, Tag, type Tone } from '../parts/layout.tsx';
import { When } from '../parts/when.tsx';

const LEVELS = [
  ['info', 'All'],
  ['warning', 'Warnings'],
  ['error', 'Errors'],
] as const;

type Level = (typeof LEVELS)[number][0];
type Page = { readonly rows: readonly LogLine[]; readonly next: string | null };

const LINES = 300;
const EVERY_MS = 2_000;

/** The newest lines of the daily log, read again every two seconds. */
export function LogsPage() {
  const [level, setLevel] = useState<Level>('info');
  const [text, setText] = useState('');
  const [isHeld, setHeld] = useState(false);
  const asked = useDeferredValue(text.trim());
  const search = asked === '' ? '' : `&text=${encodeURIComponent(asked)}`;
  const answer = useAnswer<Page>(
    `/api/logs?most=${LINES}&level=${level}${search}`,
    isHeld ? undefined : EVERY_MS,
  );
  return (
    <>
      <PageHead title="Logs">
        <button type="button" aria-pressed={isHeld} onClick={() => setHeld(!isHeld)}>
          {isHeld ? 'Go on' : 'Hold'}
        </button>
      </PageHead>
      <div className="filters">
        <input
          type="search"
          aria-label="Search the log"
          placeholder="Anything in a line ( / )"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Choice label="Level" options={LEVELS} value={level} onChoose={setLevel} />
      </div>
      <Panel title={`The newest ${LINES} lines`} isFlush>
        <Answered answer={answer}>
          {({ rows }) => (rows.length === 0 ? <Empty>No line fits.</Empty> : <Lines rows={rows} />)}
        </Answered>
      </Panel>
    </>
  );
}

const TONES: Readonly<Record<string, Tone>> = { warning: 'warn', error: 'bad' };

function Lines({ rows }: { readonly rows: readonly LogLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
    <section className="log" aria-label="Lines of the log" tabIndex={0}>
      <table>
        <caption>Lines of the log, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Level</th>
            <th scope="col">What</th>
            <th scope="col">Of</th>
            <th scope="col">Said</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={`${line.run}/${line.record}`}>
              <td className="nowrap">
                <When at={Date.parse(line.time) * 1_000} />
              </td>
              <td>
                <Tag tone={TONES[line.level] ?? 'plain'}>{line.level}</Tag>
              </td>
              <td>{line.event}</td>
              <td>{[line.strategy, line.market].filter((of) => of !== null).join(' · ')}</td>
              <td>{[line.code, line.message].filter((of) => of !== null).join(': ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
