import type { RunningConfiguration } from '../../../../src/server/dashboard/history.ts';
import { units } from '../../format/amount.ts';
import { utcText } from '../../format/time.ts';
import { nameInWords } from '../../format/words.ts';
import { useAnswer } from '../../live/use-answer.ts';
import { Answered } from '../../parts/answered.tsx';
import { Panel } from '../../parts/layout.tsx';
import { When } from '../../parts/when.tsx';

/** What the run that goes on was begun with. */
export function BegunPanel() {
  const answer = useAnswer<RunningConfiguration>('/api/configuration');
  return (
    <Panel title="This run was begun with" width="w8">
      <div className="stack">
        <p className="muted small">It does not change before the next start. No secret is in it.</p>
        <Answered answer={answer}>{(told) => <Begun told={told} />}</Answered>
      </div>
    </Panel>
  );
}

function Begun({ told }: { readonly told: RunningConfiguration }) {
  const { run, mode, began, strategies, software, choice } = told;
  return (
    <div className="stack">
      <dl className="facts">
        <dt>Run</dt>
        <dd>{run}</dd>
        <dt>Mode</dt>
        <dd>{mode}</dd>
        <dt>Began</dt>
        <dd>
          <When at={began} style="moment" />
        </dd>
      </dl>
      {strategies.map(({ name, parameters }) => (
        <Branch key={name} name={name} value={parameters} />
      ))}
      <Branch name="software" value={software} />
      {Object.entries(choice).map(([name, value]) => (
        <Branch key={name} name={name} value={value} isChoice />
      ))}
    </div>
  );
}

type BranchProps = {
  readonly name: string;
  readonly value: unknown;
  /** Of the run's choice, whose numbers are known by their names. */
  readonly isChoice?: boolean;
};

/** A part of it, its own parts beneath. */
function Branch({ name, value, isChoice = false }: BranchProps) {
  const title = nameInWords(name);
  if (typeof value !== 'object' || value === null) {
    return (
      <dl className="facts">
        <dt title={name}>{title}</dt>
        <dd title={String(value)}>{leafText(value, title, isChoice)}</dd>
      </dl>
    );
  }
  const parts = Object.entries(value);
  return (
    <details open={parts.length <= 30}>
      <summary>{title}</summary>
      <div className="branch">
        {parts.length === 0 && <p className="muted small">none</p>}
        {parts.map(([key, part]) => (
          <Branch key={key} name={key} value={part} isChoice={isChoice} />
        ))}
      </div>
    </details>
  );
}

/** Names of counts, whatever their size; the rest is units of 1e-6: prices, dollars, shares. */
const COUNTS =
  /^(seed|n|first order|most|exponent|day|max open orders|max orders per second|max recoveries)$/;
/** Lengths of time, µs. */
const SPANS =
  /^(feed|entry|response|delay|close lead|failed fill wait|max book age|cool down|after|longest)$/;
/** Of parameters nobody says here what they are: no plain count is so high. */
const UNITS_FROM = 10_000;
/** A moment in µs since 1970. */
const MOMENT_FROM = 1e14;

/** A value as people read it; `isChoice`: of the run, whose numbers are known. */
function leafText(value: unknown, title: string, isChoice: boolean): string {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return String(value);
  if (value > MOMENT_FROM) return utcText(value);
  const isCount = isChoice ? COUNTS.test(title) : Math.abs(value) < UNITS_FROM;
  if (isCount || value === 0) return String(value);
  const text = units(value, 6).replace(/\.?0+$/, '');
  return isChoice && SPANS.test(title) ? `${text} s` : text;
}
