import type { OfferedStrategy } from '../../../../src/server/dashboard/history.ts';
import { nameInWords } from '../../format/words.ts';
import { Field } from '../../parts/field.tsx';
import type { BacktestForm, FormFaults } from './backtest-form.ts';

type Parameter = OfferedStrategy['parameters'][number];

type ParameterFieldsProps = {
  readonly form: BacktestForm;
  readonly faults: FormFaults;
  readonly offered: readonly Parameter[];
  readonly onChange: (part: Partial<BacktestForm>) => void;
};

/** What can be set of a strategy; in a sweep several values each. */
export function ParameterFields({ form, faults, offered, onChange }: ParameterFieldsProps) {
  if (offered.length === 0) return null;
  const set = (name: string, text: string) =>
    onChange({ parameters: { ...form.parameters, [name]: text } });
  return (
    <fieldset className="form-part">
      <legend>Parameters</legend>
      {form.kind === 'sweep' && (
        <p className="muted small">
          Several values, parted by commas, are all tried: each combination is a run.
        </p>
      )}
      <div className="fields">
        {offered.map((parameter) => {
          const { name, choices } = parameter;
          const text = form.parameters[name] ?? '';
          return (
            <Field
              key={name}
              label={nameInWords(name)}
              hint={hintOf(parameter)}
              fault={faults[name]}
            >
              {(told) =>
                choices !== null && form.kind === 'backtest' ? (
                  <select
                    {...told}
                    value={text}
                    onChange={(event) => set(name, event.target.value)}
                  >
                    <option value="">{parameter.default}</option>
                    {choices
                      .filter((choice) => choice !== parameter.default)
                      .map((choice) => (
                        <option key={choice}>{choice}</option>
                      ))}
                  </select>
                ) : (
                  <input
                    {...told}
                    value={text}
                    placeholder={parameter.default}
                    spellCheck={false}
                    autoComplete="off"
                    onChange={(event) => set(name, event.target.value)}
                  />
                )
              }
            </Field>
          );
        })}
      </div>
    </fieldset>
  );
}

function hintOf({ summary, min, max, choices }: Parameter): string {
  if (choices !== null) return `${summary} (${choices.join(', ')})`;
  if (min !== null && max !== null) return `${summary} (${min} to ${max})`;
  return summary;
}
