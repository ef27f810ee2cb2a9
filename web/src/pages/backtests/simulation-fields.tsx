import type {
  ConfiguredSimulation,
  SimulationOption,
} from '../../../../src/screen/backtest-job.ts';
import { Field } from '../../parts/field.tsx';
import type { BacktestForm, FormFaults } from './backtest-form.ts';

type Told = {
  readonly label: string;
  readonly hint: string;
  /** What it is by itself, where the configuration does not say. */
  readonly byDefault: string;
  readonly choices?: readonly string[];
};

/** As "polydesk backtest --help" has them. */
const OPTIONS: Readonly<Record<SimulationOption, Told>> = {
  capital: { label: 'Capital', hint: 'dollars at the start', byDefault: '1000' },
  latency: {
    label: 'Latency',
    hint: 'ms until an order is there; or feed,entry,response',
    byDefault: '250',
  },
  queue: {
    label: 'Queue',
    hint: 'how cancels ahead move us up: riskAverse, log, log2, power:n, …',
    byDefault: 'riskAverse',
  },
  'infer-fills': {
    label: 'Fills without trades',
    hint: 'how orders at rest fill where no trades were recorded',
    byDefault: 'through',
    choices: ['off', 'through', 'depletion'],
  },
  'unknown-depth': {
    label: 'Unknown depth',
    hint: 'levels of unknown size: take nothing, or anything',
    byDefault: 'refuse',
    choices: ['refuse', 'assume'],
  },
  'half-spread': {
    label: 'Half spread',
    hint: 'where only prices were told: dollars to either side',
    byDefault: 'none',
  },
  fee: { label: 'Fee', hint: 'market, none, or a rate like 0.07', byDefault: 'market' },
  rebate: { label: 'Rebate', hint: 'makers’ part of a fee that is set', byDefault: '0.2' },
  'taker-delay': {
    label: 'Taker delay',
    hint: 'ms, or market: as each market says',
    byDefault: 'market',
  },
  'minimum-size': {
    label: 'Smallest order',
    hint: 'shares, or market: as each market says',
    byDefault: 'market',
  },
  seed: { label: 'Seed', hint: 'the only source of chance', byDefault: '1' },
};

type SimulationFieldsProps = {
  readonly form: BacktestForm;
  readonly faults: FormFaults;
  /** Undefined: nobody knows what the configuration says. */
  readonly configured: ConfiguredSimulation | undefined;
  readonly onChange: (part: Partial<BacktestForm>) => void;
};

/** How the exchange is simulated. */
export function SimulationFields({ form, faults, configured, onChange }: SimulationFieldsProps) {
  const isSet = Object.keys(form.simulation).length > 0;
  const isSweep = form.kind === 'sweep';
  return (
    <>
      {isSweep && (
        <fieldset className="form-part">
          <legend>Latencies</legend>
          <div className="fields">
            <Field
              label="Latencies to try"
              hint="ms, parted by commas, e.g. 0, 50, 100, 250, 500"
              fault={faults.latencies}
            >
              {(told) => (
                <input
                  {...told}
                  value={form.latencies}
                  placeholder="none: one latency for all"
                  onChange={(event) => onChange({ latencies: event.target.value })}
                />
              )}
            </Field>
          </div>
        </fieldset>
      )}
      <details className="form-part" open={isSet}>
        <summary>Simulated exchange</summary>
        <div className="fields">
          {(Object.keys(OPTIONS) as SimulationOption[]).map((name) => (
            <OptionField
              key={name}
              told={OPTIONS[name]}
              unset={unsetOf(name, configured)}
              text={form.simulation[name] ?? ''}
              onType={(text) => onChange({ simulation: { ...form.simulation, [name]: text } })}
            />
          ))}
        </div>
      </details>
    </>
  );
}

/** What holds where nothing is typed. */
function unsetOf(name: SimulationOption, configured: ConfiguredSimulation | undefined): string {
  if (configured === undefined) return 'as configured';
  const text = configured[name];
  return text === undefined ? OPTIONS[name].byDefault : `${text}, as configured`;
}

type OptionFieldProps = {
  readonly told: Told;
  readonly unset: string;
  readonly text: string;
  readonly onType: (text: string) => void;
};

function OptionField({ told: { label, hint, choices }, unset, text, onType }: OptionFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(told) =>
        choices === undefined ? (
          <input
            {...told}
            value={text}
            placeholder={unset}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onType(event.target.value)}
          />
        ) : (
          <select {...told} value={text} onChange={(event) => onType(event.target.value)}>
            <option value="">{unset}</option>
            {choices
              .filter((choice) => choice !== unset)
              .map((choice) => (
                <option key={choice}>{choice}</option>
              ))}
          </select>
        )
      }
    </Field>
  );
}
