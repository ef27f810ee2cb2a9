import type { SettingsValues } from '../../../../src/screen/settings.ts';
import { changesBetween } from '../../../../src/screen/settings-changes.ts';
import type { Raise } from '../../app/raise-dialog.tsx';
import { Empty, Panel, Tag } from '../../parts/layout.tsx';
import { When } from '../../parts/when.tsx';
import { DiffList } from './diff-list.tsx';
import type { ToldVersion } from './use-settings.ts';

type VersionPanelProps = {
  readonly versions: readonly ToldVersion[];
  readonly onBack: (raise: Raise) => void;
};

/** All versions with what each changed; to go back is to write an older one anew. */
export function VersionPanel({ versions, onBack }: VersionPanelProps) {
  const [newest] = versions;
  if (newest === undefined) {
    return (
      <Panel title="Versions" isFlush>
        <Empty>Nothing was ever set here.</Empty>
      </Panel>
    );
  }
  const back = (to: number, values: SettingsValues) => {
    const changes = changesBetween(newest.values, values);
    onBack({
      title: to === 0 ? 'Back to nothing set?' : `Back to version ${to}?`,
      text:
        changes.length === 0
          ? 'It is the same as what is set now.'
          : 'It becomes the newest version, and holds from the next start of a desk on.',
      path: '/api/settings/rollback',
      body: { base: newest.version, to },
      detail: <DiffList changes={changes} />,
      verb: to === 0 ? 'Set nothing' : `Back to version ${to}`,
      done: `Version ${newest.version + 1} is set. It holds from the next start of a desk on.`,
    });
  };
  return (
    <Panel title="Versions" isFlush>
      <ol className="versions">
        {versions.map((version) => (
          <li key={version.version}>
            <div className="split">
              <span>
                <strong>Version {version.version}</strong>{' '}
                {version === newest && <Tag tone="good">newest</Tag>}
              </span>
              <span className="muted small">
                <When at={version.at} style="moment" />
              </span>
            </div>
            {version.note !== '' && <p className="breaking">{version.note}</p>}
            <DiffList changes={version.changes} />
            {version !== newest && (
              <button type="button" onClick={() => back(version.version, version.values)}>
                Back to version {version.version} …
              </button>
            )}
          </li>
        ))}
        <li>
          <div className="split">
            <span className="muted">Before: nothing set</span>
            <button type="button" onClick={() => back(0, {})}>
              Back to nothing set …
            </button>
          </div>
        </li>
      </ol>
    </Panel>
  );
}
