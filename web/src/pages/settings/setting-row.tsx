import { useId } from 'react';
import type { SettingsField } from '../../../../src/screen/settings.ts';
import { Tag, type Tone } from '../../parts/layout.tsx';
import { KIND_WORDS } from './settings-form.ts';

type SettingRowProps = {
  readonly field: SettingsField;
  /** Undefined: it is not set here. */
  readonly text: string | undefined;
  /** Its whole group is switched off. */
  readonly isOff: boolean;
  readonly fault: string | undefined;
  readonly onType: (text: string) => void;
};

const FROM: Readonly<Record<SettingsField['from'], readonly [string, Tone]>> = {
  default: ['default', 'plain'],
  configuration: ['configuration', 'info'],
  settings: ['set here', 'good'],
};

/** One field: what it is, what is set, what holds, and where that comes from. */
export function SettingRow({ field, text, isOff, fault, onType }: SettingRowProps) {
  const { path, kind, summary, inForce, from, choices } = field;
  const id = useId();
  const [origin, tone] = FROM[from];
  const name = path.slice(path.lastIndexOf('.') + 1);
  const told = { id, 'aria-describedby': `${id}about`, 'aria-invalid': fault !== undefined };
  // What would hold without what is set here is known only where nothing is.
  const unset = isOff ? 'unlimited' : from === 'settings' ? 'as configured' : inForce;
  return (
    <div className={fault === undefined ? 'setting' : 'setting wrong'}>
      <label htmlFor={id}>
        {summary}
        <code title={path}>{name}</code>
      </label>
      <span className="setting-typed">
        {choices === null ? (
          <input
            {...told}
            value={text ?? ''}
            placeholder={unset}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onType(event.target.value.trim())}
          />
        ) : (
          <select {...told} value={text ?? ''} onChange={(event) => onType(event.target.value)}>
            <option value="">{unset}</option>
            {choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        )}
        {text !== undefined && (
          <button type="button" className="quiet icon" title="As configured" onClick={unsetIt}>
            <span aria-hidden="true">×</span>
            <span className="visually-hidden">{name} as configured</span>
          </button>
        )}
      </span>
      <span id={`${id}about`} className="setting-about small">
        {fault === undefined ? (
          <>
            <span className="muted">holds </span>
            {inForce} <Tag tone={tone}>{origin}</Tag>{' '}
            <span className="muted">{kind === 'choice' ? '' : KIND_WORDS[kind]}</span>
          </>
        ) : (
          <strong className="fault">{fault}</strong>
        )}
      </span>
    </div>
  );

  function unsetIt(): void {
    onType('');
  }
}
