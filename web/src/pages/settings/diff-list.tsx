import type { SettingsChange } from '../../../../src/screen/settings.ts';

/** What is not the same before and after. */
export function DiffList({ changes }: { readonly changes: readonly SettingsChange[] }) {
  return (
    <ul className="diff">
      {changes.map(({ path, before, after }) => (
        <li key={path}>
          <code>{path}</code>
          <span>
            <del>{before ?? 'not set'}</del> <span aria-hidden="true">→</span>{' '}
            <ins>{after ?? 'not set'}</ins>
          </span>
        </li>
      ))}
    </ul>
  );
}
