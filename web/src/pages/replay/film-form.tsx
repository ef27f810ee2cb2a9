import { type FormEvent, useState } from 'react';
import type { BacktestRequest } from '../../../../src/screen/backtest-job.ts';
import type { OfferedStrategy } from '../../../../src/server/dashboard/history.ts';
import { useServices } from '../../app/services.ts';
import { sayUnderControl } from '../../live/say-under-control.ts';
import { useAnswer } from '../../live/use-answer.ts';
import { useSelected } from '../../live/use-desk.ts';
import { Answered } from '../../parts/answered.tsx';
import { Field } from '../../parts/field.tsx';

type Runs = { readonly runs: readonly string[] };
type Offered = { readonly strategies: readonly OfferedStrategy[] };

/** No run is repeated: a strategy is played on the recording. */
const ANEW = '';

/** Which market is to be filmed, in which run. */
export function FilmForm({ onAsked }: { readonly onAsked: () => void }) {
  const runs = useAnswer<Runs>('/api/runs');
  const strategies = useAnswer<Offered>('/api/strategies');
  return (
    <Answered answer={runs}>
      {(told) => (
        <Answered answer={strategies}>
          {(offered) => <Fields runs={told.runs} offered={offered.strategies} onAsked={onAsked} />}
        </Answered>
      )}
    </Answered>
  );
}

type FieldsProps = {
  readonly runs: readonly string[];
  readonly offered: readonly OfferedStrategy[];
  readonly onAsked: () => void;
};

function Fields({ runs, offered, onAsked }: FieldsProps) {
  const services = useServices();
  const known = useSelected(['markets'], ({ markets }) => Object.keys(markets).join('\n')) ?? '';
  const [run, setRun] = useState(runs[0] ?? ANEW);
  const [strategy, setStrategy] = useState(offered[0]?.name ?? '');
  const [market, setMarket] = useState('');
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const request = requestOf({ run, strategy, market });
    const answer = await sayUnderControl(services, '/api/backtests', request);
    setRefusal(answer.ok ? undefined : answer.message);
    if (answer.ok) onAsked();
  };
  return (
    <form className="film-form" onSubmit={(event) => void submit(event)}>
      <Field label="Run" hint="repeated on its own recording, and held against what it decided">
        {(told) => (
          <select {...told} value={run} onChange={(event) => setRun(event.target.value)}>
            {runs.map((name) => (
              <option key={name}>{name}</option>
            ))}
            <option value={ANEW}>none: play a strategy on the recording</option>
          </select>
        )}
      </Field>
      {run === ANEW && (
        <Field label="Strategy" hint="do-nothing shows the market alone">
          {(told) => (
            <select
              {...told}
              value={strategy}
              onChange={(event) => setStrategy(event.target.value)}
            >
              {offered.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label="Market" hint="its whole name, e.g. btc-updown-5m-1776081600">
        {(told) => (
          <input
            {...told}
            type="search"
            required
            list="known-markets"
            value={market}
            onChange={(event) => setMarket(event.target.value.trim())}
          />
        )}
      </Field>
      <datalist id="known-markets">
        {known.split('\n').map((slug) => (
          <option key={slug} value={slug} />
        ))}
      </datalist>
      <button type="submit" className="strong" disabled={market === ''}>
        Film it
      </button>
      {refusal !== undefined && (
        <p className="fault" role="alert">
          {refusal}
        </p>
      )}
    </form>
  );
}

type Asked = { readonly run: string; readonly strategy: string; readonly market: string };

/** Of a run the strategy is the run's own: the name only says what is asked for. */
function requestOf({ run, strategy, market }: Asked): BacktestRequest {
  const request = { kind: 'film', parameters: {}, simulation: {}, markets: [market] } as const;
  return run === ANEW ? { ...request, strategy } : { ...request, strategy: 'replay', run };
}
