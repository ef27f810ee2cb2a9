import type { RecordedDataset } from '../../../../src/server/dashboard/history.ts';
import { grouped } from '../../format/amount.ts';
import { Field } from '../../parts/field.tsx';
import { Empty } from '../../parts/layout.tsx';
import { ProvenanceTag } from '../../parts/provenance-tag.tsx';
import { When } from '../../parts/when.tsx';
import { type BacktestForm, type FormFaults, mixesWorlds } from './backtest-form.ts';

type DataFieldsProps = {
  readonly form: BacktestForm;
  readonly faults: FormFaults;
  readonly datasets: readonly RecordedDataset[];
  readonly onChange: (part: Partial<BacktestForm>) => void;
};

/** Which recordings it is played on. */
export function DataFields({ form, faults, datasets, onChange }: DataFieldsProps) {
  const text = (label: string, field: 'markets' | 'assets' | 'categories', hint: string) => (
    <Field label={label} hint={hint} fault={faults[field]}>
      {(told) => (
        <input
          {...told}
          value={form[field]}
          placeholder="all"
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
  const time = (label: string, field: 'from' | 'to') => (
    <Field label={label} hint="UTC" fault={faults[field]}>
      {(told) => (
        <input
          {...told}
          type="datetime-local"
          value={form[field]}
          onChange={(event) => onChange({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <fieldset className="form-part">
      <legend>Data</legend>
      <Datasets form={form} datasets={datasets} onChange={onChange} />
      <div className="fields">
        {text('Markets', 'markets', 'slugs, parted by commas; * is any text')}
        {text('Assets', 'assets', 'e.g. btc, eth')}
        {text('Categories', 'categories', 'of the markets, e.g. crypto, sports')}
        {time('Markets that open from', 'from')}
        {time('and before', 'to')}
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={form.completeOnly}
          onChange={(event) => onChange({ completeOnly: event.target.checked })}
        />
        Only markets that were recorded from open to close
      </label>
    </fieldset>
  );
}

type DatasetsProps = Pick<DataFieldsProps, 'form' | 'datasets' | 'onChange'>;

function Datasets({ form, datasets, onChange }: DatasetsProps) {
  const finished = datasets.filter(({ isFinished }) => isFinished);
  if (finished.length === 0) {
    return <Empty>The archive has no finished recording: “polydesk record” makes one.</Empty>;
  }
  const toggle = (name: string, isChosen: boolean) =>
    onChange({
      datasets: isChosen
        ? [...form.datasets, name]
        : form.datasets.filter((chosen) => chosen !== name),
    });
  return (
    <ul className="datasets">
      {finished.map(({ dataset, provenance, from, to, series }) => (
        <li key={dataset}>
          <label className="row">
            <input
              type="checkbox"
              checked={form.datasets.includes(dataset)}
              onChange={(event) => toggle(dataset, event.target.checked)}
            />
            <strong>{dataset}</strong>
            <ProvenanceTag provenance={provenance} />
            <span className="muted small">
              {from === null ? (
                'nothing of it can be played yet'
              ) : (
                <>
                  <When at={from} style="day" /> to <When at={to} style="day" /> ·{' '}
                  {grouped(series.complete)} of{' '}
                  {grouped(series.complete + series.incomplete + series.unjudged)} series complete
                </>
              )}
            </span>
          </label>
        </li>
      ))}
      <li className="muted small">
        None chosen: all of them. “polydesk archive import &lt;recording&gt; --to &lt;archive&gt;”
        adds others; the archive of a demo is demo/archive.
      </li>
      {mixesWorlds(form, finished) && (
        <li className="warn-text small">
          Recorded and simulated markets are not played together: choose datasets of one kind.
        </li>
      )}
    </ul>
  );
}
