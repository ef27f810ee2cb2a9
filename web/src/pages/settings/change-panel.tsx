import { useState } from 'react';
import type {
  SettingsChange,
  SettingsField,
  SettingsValues,
} from '../../../../src/screen/settings.ts';
import type { Raise } from '../../app/raise-dialog.tsx';
import { Field } from '../../parts/field.tsx';
import { Panel } from '../../parts/layout.tsx';
import { DiffList } from './diff-list.tsx';
import type { SettingsFaults } from './settings-form.ts';
import type { Checked } from './use-settings.ts';

type ChangePanelProps = {
  /** The newest version. */
  readonly base: number;
  /** It came while something was typed, which is kept on top of it. */
  readonly isCarried: boolean;
  readonly values: SettingsValues;
  readonly changes: readonly SettingsChange[];
  readonly fields: readonly SettingsField[];
  readonly checked: Checked;
  readonly faults: SettingsFaults;
  readonly onReset: () => void;
  readonly onSave: (raise: Raise) => void;
};

/** What would change, whether it is fine, and the way to set it. */
export function ChangePanel(props: ChangePanelProps) {
  const { base, isCarried, values, changes, fields, checked, faults, onReset, onSave } = props;
  const [note, setNote] = useState('');
  const next = base + 1;
  const save = () =>
    onSave({
      title: `Set version ${next}?`,
      text: 'It holds from the next start of a desk on. Look whether it lets it risk more.',
      path: '/api/settings',
      body: { base, values, note },
      detail: <DiffList changes={changes} fields={fields} />,
      verb: `Set version ${next}`,
      done: `Version ${next} is set. It holds from the next start of a desk on.`,
    });
  return (
    <Panel title="Changes">
      {isCarried && (
        <p className="note warn" role="status">
          Version {base} was set meanwhile, by somebody else. What you have typed is kept, on top of
          it: look at what would change now.
        </p>
      )}
      {changes.length === 0 ? (
        <p className="muted">
          Nothing is changed yet. Fields that are left empty stay as configured.
        </p>
      ) : (
        <div className="stack">
          <DiffList changes={changes} fields={fields} />
          <Verdict checked={checked} faults={faults} />
          <Field label="Why (kept with the version)">
            {(told) => (
              <input
                {...told}
                value={note}
                maxLength={300}
                autoComplete="off"
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          <div className="form-end">
            <button type="button" onClick={onReset}>
              Take back
            </button>
            <button type="button" className="strong" disabled={checked?.ok !== true} onClick={save}>
              Set version {next} …
            </button>
          </div>
        </div>
      )}
    </Panel>
  );
}

type VerdictProps = Pick<ChangePanelProps, 'checked' | 'faults'>;

/** Whether the server would take it. */
function Verdict({ checked, faults: { at, others } }: VerdictProps) {
  if (checked === undefined) {
    return (
      <p className="muted small" role="status">
        Checking …
      </p>
    );
  }
  if (checked.ok) {
    return (
      <p className="muted small" role="status">
        The configuration takes it.
      </p>
    );
  }
  return (
    <ul className="fault small" role="alert">
      {[...at].map(([path, text]) => (
        <li key={path}>
          {path}: {text}
        </li>
      ))}
      {others.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
