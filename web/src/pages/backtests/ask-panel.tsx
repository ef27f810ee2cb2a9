import { type FormEvent, useState } from 'react';
import type { ConfiguredSimulation } from '../../../../src/screen/backtest-job.ts';
import type { SettingsField } from '../../../../src/screen/settings.ts';
import type { OfferedStrategy, RecordedDataset } from '../../../../src/server/dashboard/history.ts';
import { useServices } from '../../app/services.ts';
import { sayUnderControl } from '../../live/say-under-control.ts';
import { useAnswer } from '../../live/use-answer.ts';
import { Answered } from '../../parts/answered.tsx';
import { Field } from '../../parts/field.tsx';
import { Choice, Panel } from '../../parts/layout.tsx';
import {
  type BacktestForm,
  EMPTY_FORM,
  type FormFaults,
  faultsOf,
  requestOf,
  runsOf,
} from './backtest-form.ts';
import { DataFields } from './data-fields.tsx';
import { ParameterFields } from './parameter-fields.tsx';
import { SimulationFields } from './simulation-fields.tsx';

type AskPanelProps = {
  /** What it begins with. */
  readonly draft: BacktestForm | undefined;
  readonly onAsked: () => void;
  /** Undefined: there is nothing else to look at. */
  readonly onClose: (() => void) | undefined;
};

/** The form of a new backtest. */
export function AskPanel(props: AskPanelProps) {
  const strategies = useAnswer<{ strategies: readonly OfferedStrategy[] }>('/api/strategies');
  const recordings = useAnswer<{ datasets: readonly RecordedDataset[] }>('/api/recordings');
  const settings = useAnswer<{ fields: readonly SettingsField[] }>('/api/settings');
  const simulation = useAnswer<ConfiguredSimulation>('/api/simulation');
  const held = settings?.ok === true ? settings.value.fields : [];
  return (
    <Panel title="New backtest">
      <Answered answer={strategies}>
        {(offered) => (
          <Answered answer={recordings}>
            {({ datasets }) => (
              <AskForm
                {...props}
                offered={asHeld(offered.strategies, held)}
                datasets={datasets}
                configured={simulation?.ok === true ? simulation.value : undefined}
              />
            )}
          </Answered>
        )}
      </Answered>
    </Panel>
  );
}

/** What is left empty is as the configuration and the settings have it, not as at first. */
function asHeld(offered: readonly OfferedStrategy[], held: readonly SettingsField[]) {
  const texts = new Map(held.map(({ path, inForce }) => [path, inForce]));
  return offered.map((strategy) => ({
    ...strategy,
    parameters: strategy.parameters.map((parameter) => {
      const text = texts.get(`parameters.${strategy.name}.${parameter.name}`);
      return text === undefined ? parameter : { ...parameter, default: text };
    }),
  }));
}

type AskFormProps = AskPanelProps & {
  readonly offered: readonly OfferedStrategy[];
  readonly datasets: readonly RecordedDataset[];
  /** Undefined: it is not known yet, or cannot be read. */
  readonly configured: ConfiguredSimulation | undefined;
};

function AskForm({ draft, onAsked, onClose, offered, datasets, configured }: AskFormProps) {
  const services = useServices();
  const first = { ...EMPTY_FORM, strategy: offered[0]?.name ?? '' };
  const [form, setForm] = useState(draft ?? first);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const [isSent, setIsSent] = useState(false);
  const change = (part: Partial<BacktestForm>) => setForm((now) => ({ ...now, ...part }));
  const chosen = offered.find(({ name }) => name === form.strategy);
  const parameters = chosen?.parameters ?? [];
  const faults = faultsOf(form, parameters);
  const request = requestOf(form, parameters);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsSent(true);
    const answer = await sayUnderControl(services, '/api/backtests', request);
    setIsSent(false);
    setRefusal(answer.ok ? undefined : answer.message);
    if (answer.ok) onAsked();
  };
  return (
    <form className="ask" onSubmit={(event) => void submit(event)}>
      <div className="ask-head">
        <Choice
          label="Backtest or sweep"
          options={[
            ['backtest', 'Backtest'],
            ['sweep', 'Sweep'],
          ]}
          value={form.kind}
          onChoose={(kind) => change({ kind })}
        />
        <Field label="Strategy">
          {(told) => (
            <select
              {...told}
              value={form.strategy}
              onChange={(event) => change({ strategy: event.target.value, parameters: {} })}
            >
              {offered.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </Field>
        <p className="muted small">
          {chosen === undefined ? 'There is no such strategy here.' : `It ${chosen.summary}.`}
        </p>
      </div>
      <DataFields form={form} faults={faults} datasets={datasets} onChange={change} />
      <ParameterFields form={form} faults={faults} offered={parameters} onChange={change} />
      <SimulationFields form={form} faults={faults} configured={configured} onChange={change} />
      <AskEnd
        faults={faults}
        refusal={refusal}
        runs={runsOf(request)}
        verb={form.kind === 'sweep' ? 'Play the sweep' : 'Play the backtest'}
        canAsk={!isSent && chosen !== undefined && Object.keys(faults).length === 0}
        onClose={onClose}
      />
    </form>
  );
}

type AskEndProps = {
  readonly faults: FormFaults;
  /** Why the server has not taken it; undefined: it was not asked, or has. */
  readonly refusal: string | undefined;
  readonly runs: number;
  readonly verb: string;
  readonly canAsk: boolean;
  readonly onClose: (() => void) | undefined;
};

function AskEnd({ faults, refusal, runs, verb, canAsk, onClose }: AskEndProps) {
  return (
    <div className="form-end">
      {refusal !== undefined && (
        <p className="fault" role="alert">
          {refusal}
        </p>
      )}
      {faults.over !== undefined && <p className="warn-text small">{faults.over}</p>}
      <span className="muted small" role="status">
        {runs > 1 ? `${runs} runs` : ''}
      </span>
      {onClose !== undefined && (
        <button type="button" onClick={onClose}>
          Close
        </button>
      )}
      <button type="submit" className="strong" disabled={!canAsk}>
        {verb}
      </button>
    </div>
  );
}
