import '../../styles/forms.css';
import '../../styles/settings.css';
import { useRef, useState } from 'react';
import { changesBetween, leavesOf } from '../../../../src/screen/settings-changes.ts';
import { type Raise, RaiseDialog } from '../../app/raise-dialog.tsx';
import { useSelected } from '../../live/use-desk.ts';
import { Answered } from '../../parts/answered.tsx';
import { PageHead } from '../../parts/layout.tsx';
import { BegunPanel } from './begun-panel.tsx';
import { ChangePanel } from './change-panel.tsx';
import { FieldGroups } from './field-groups.tsx';
import { LooksPanel } from './looks-panel.tsx';
import { faultsIn, valuesOf } from './settings-form.ts';
import { useDraft } from './use-draft.ts';
import { type SettingsTold, useCheck, useSettings } from './use-settings.ts';
import { VersionPanel } from './version-panel.tsx';

/** What holds on top of the configuration: looked at, changed, taken back. */
export function SettingsPage() {
  const { answer, ask } = useSettings();
  // Of the desk's row this alone: that changes ten times a second, and the form is long.
  const mode = useSelected(['desk'], ({ desk }) => desk.mode);
  return (
    <>
      <PageHead title="Settings" />
      <p className="muted page-sub">
        What is set here holds <strong>from the next start of a desk on</strong>, on top of
        polydesk.config.ts. A desk that runs goes on as it began. Secrets are neither shown nor set
        here.
        {mode === 'demo' &&
          ' The demo has limits and strategies of its own: it heeds none of this.'}
      </p>
      <Answered answer={answer}>
        {(told) => <SettingsForm told={told} onSet={() => void ask()} />}
      </Answered>
      <div className="grid settings-end">
        <LooksPanel />
        <BegunPanel />
      </div>
    </>
  );
}

type SettingsFormProps = { readonly told: SettingsTold; readonly onSet: () => void };

function SettingsForm({ told, onSet }: SettingsFormProps) {
  const { newest, fields, versions } = told;
  const before = newest?.values ?? {};
  const { draft, isCarried, setDraft } = useDraft(newest);
  const [raise, setRaise] = useState<Raise | undefined>(undefined);
  const aside = useRef<HTMLDivElement>(null);
  const values = valuesOf(draft, fields);
  const changes = changesBetween(before, values);
  const checked = useCheck(values);
  const faults = faultsIn(checked === undefined || checked.ok ? '' : checked.message, fields);
  return (
    <div className="settings">
      <FieldGroups fields={fields} draft={draft} faults={faults} onChange={setDraft} />
      {changes.length > 0 && (
        <button
          type="button"
          className="strong settings-jump"
          onClick={() => aside.current?.scrollIntoView()}
        >
          Review what is changed ({changes.length})
        </button>
      )}
      <div className="settings-aside" ref={aside}>
        <ChangePanel
          base={newest?.version ?? 0}
          isCarried={isCarried}
          values={values}
          changes={changes}
          fields={fields}
          checked={checked}
          faults={faults}
          onReset={() => setDraft(leavesOf(before))}
          onSave={setRaise}
        />
        <VersionPanel versions={versions} onBack={setRaise} />
      </div>
      {raise !== undefined && (
        <RaiseDialog
          raise={raise}
          onClose={() => {
            setRaise(undefined);
            onSet();
          }}
        />
      )}
    </div>
  );
}
