import type { SettingsChange, SettingsField } from '../../../../src/screen/settings.ts';

type DiffListProps = {
  readonly changes: readonly SettingsChange[];
  /** What holds now where nothing is set; of an old version nobody knows that. */
  readonly fields?: readonly SettingsField[];
};

/** What is not the same before and after. */
export function DiffList({ changes, fields = [] }: DiffListProps) {
  return (
    <ul className="diff">
      {changes.map(({ path, before, after }) => (
        <li key={path}>
          <code>{path}</code>
          <span>
            <del>{before ?? unset(path, fields)}</del> <span aria-hidden="true">→</span>{' '}
            <ins>{after ?? 'as configured'}</ins>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What held although nobody had set it here. */
function unset(path: string, fields: readonly SettingsField[]): string {
  const field = fields.find((one) => one.path === path);
  if (field === undefined || field.from === 'settings') return 'as configured';
  const from = field.from === 'default' ? 'by default' : 'as configured';
  return `${field.inForce} (${from})`;
}
