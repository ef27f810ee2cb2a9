import type { OfferedStrategy } from '../../../../src/server/dashboard/history.ts';
import { useAnswer } from '../../live/use-answer.ts';
import { Panel, Tag } from '../../parts/layout.tsx';
import { type UsedSetting, usedSettings } from './used-settings.ts';

type SettingsPanelProps = {
  readonly title?: string;
  /** As a result has it. */
  readonly configuration: unknown;
};

/** Everything that a run was played with, whether somebody has set it or not. */
export function SettingsPanel({ title = 'Settings', configuration }: SettingsPanelProps) {
  const defaults = useAnswer<Record<string, unknown>>('/api/backtests/defaults');
  const offered = useAnswer<{ strategies: readonly OfferedStrategy[] }>('/api/strategies');
  const groups = usedSettings(configuration, {
    configuration: defaults?.ok === true ? defaults.value : undefined,
    strategies: offered?.ok === true ? offered.value.strategies : undefined,
  });
  return (
    <Panel title={title}>
      <div className="used-settings">
        {groups.map((group) => (
          <section key={group.title} className="stack">
            <h3>{group.title}</h3>
            <dl className="facts">
              {group.settings.map((setting) => (
                <Used key={setting.path} setting={setting} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="muted small note-after">
        All that decides a run, as its report writes it: dollars, shares, prices from 0 to 1, and
        times in seconds where their name does not say ms.
      </p>
    </Panel>
  );
}

function Used({ setting: { path, name, text, isDefault } }: { readonly setting: UsedSetting }) {
  return (
    <div className="fact">
      <dt title={path}>{name}</dt>
      <dd className="breaking">
        {isDefault === true && <Tag title="as it is where nobody says otherwise">default</Tag>}{' '}
        {isDefault === false ? <strong>{text}</strong> : text}
      </dd>
    </div>
  );
}
