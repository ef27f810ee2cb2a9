import type { SettingsField } from '../../../../src/screen/settings.ts';
import { Panel } from '../../parts/layout.tsx';
import { SettingRow } from './setting-row.tsx';
import {
  type FieldGroup,
  groupsOf,
  isOff,
  type SettingsDraft,
  type SettingsFaults,
  strangersIn,
  withText,
  withWhole,
} from './settings-form.ts';

type FieldGroupsProps = {
  readonly fields: readonly SettingsField[];
  readonly draft: SettingsDraft;
  readonly faults: SettingsFaults;
  readonly onChange: (draft: SettingsDraft) => void;
};

/** All that can be set, in groups. */
export function FieldGroups(props: FieldGroupsProps) {
  const { fields, draft, onChange } = props;
  const groups = groupsOf(fields);
  const strangers = strangersIn(draft, fields);
  return (
    <div className="stack settings-groups">
      {groups
        .filter(({ isStrategy }) => !isStrategy)
        .map((group) => (
          <Panel key={group.title} title={group.title} isFlush>
            <Group {...props} group={group} />
          </Panel>
        ))}
      <Panel title="Strategies" isFlush>
        {groups
          .filter(({ isStrategy }) => isStrategy)
          .map((group) => (
            <Strategy key={group.title} {...props} group={group} />
          ))}
      </Panel>
      {strangers.length > 0 && (
        <Panel title="Set, but of nothing that is there">
          <ul className="stack">
            {strangers.map((path) => (
              <li key={path} className="split">
                <code>
                  {path} {draft.get(path)}
                </code>
                <button type="button" onClick={() => onChange(withText(draft, path, ''))}>
                  Take out
                </button>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

type GroupProps = FieldGroupsProps & { readonly group: FieldGroup };

function Group({ group: { whole, fields, title }, draft, faults, onChange }: GroupProps) {
  const isSwitchedOff = whole !== undefined && isOff(draft, whole);
  const fault = whole === undefined ? undefined : faults.at.get(whole);
  return (
    <div className="setting-group">
      {fault !== undefined && (
        <p className="fault small setting-fault" role="alert">
          {fault}
        </p>
      )}
      {fields.map((field) => (
        <SettingRow
          key={field.path}
          field={field}
          text={draft.get(field.path)}
          isOff={isSwitchedOff}
          fault={faults.at.get(field.path)}
          onType={(text) => onChange(withText(draft, field.path, text))}
        />
      ))}
      {whole !== undefined && (
        <label className="check setting-whole small">
          <input
            type="checkbox"
            checked={isSwitchedOff}
            onChange={(event) => onChange(withWhole(draft, whole, event.target.checked))}
          />
          Switch off: nothing of “{title}” limits anything
        </label>
      )}
    </div>
  );
}

/** Open where something is set or wrong: there are many. */
function Strategy(props: GroupProps) {
  const { group, draft, faults } = props;
  const place = `parameters.${group.title}`;
  const count = group.fields.filter(({ path }) => draft.has(path)).length;
  const isWrong = faults.at.has(place) || group.fields.some(({ path }) => faults.at.has(path));
  return (
    <details className="setting-strategy" open={count > 0 || isWrong || undefined}>
      <summary>
        {group.title} {count > 0 && <span className="muted small">{count} set</span>}
      </summary>
      {faults.at.has(place) && (
        <p className="fault small setting-fault" role="alert">
          {faults.at.get(place)}
        </p>
      )}
      <Group {...props} />
    </details>
  );
}
