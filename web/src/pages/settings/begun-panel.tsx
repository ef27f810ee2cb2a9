import type { RunningConfiguration } from '../../../../src/server/dashboard/history.ts';
import { units } from '../../format/amount.ts';
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
      <p className="muted small">It does not change before the next start. No secret is in it.</p>
      <Answered answer={answer}>{(told) => <Begun told={told} />}</Answered>
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
        <Branch key={name} name={name} value={value} />
      ))}
    </div>
  );
}

/** A part of it, its own parts beneath. */
function Branch({ name, value }: { readonly name: string; readonly value: unknown }) {
  const title = nameInWords(name);
  if (typeof value !== 'object' || value === null) {
    return (
      <dl className="facts">
        <dt title={name}>{title}</dt>
        <dd title={String(value)}>{leafText(value)}</dd>
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
          <Branch key={key} name={key} value={part} />
        ))}
      </div>
    </details>
  );
}

/** No plain count here is so high; prices, shares and dollars in units of 1e-6 are. */
const UNITS_FROM = 10_000;

function leafText(value: unknown): string {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return String(value);
  if (Math.abs(value) < UNITS_FROM) return String(value);
  return units(value, 6).replace(/\.?0+$/, '');
}
