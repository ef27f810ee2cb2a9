import { Dialog } from '../parts/dialog.tsx';
import { prefer, usePreferences } from './preferences.ts';
import { PAGES } from './route.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['?', 'these keys'],
  ['/', 'search on this page'],
  ['t', 'light or dark'],
  ['z', 'local time or UTC'],
  ['S', 'stop the desk calmly (asks first)'],
  ['K', 'kill: cancel everything (asks first)'],
];

/** The keys, and the switch that turns them off. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { hasKeys } = usePreferences();
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="keys">
        {PAGES.map(({ key, title }) => (
          <div key={key} className="key">
            <dt>
              <kbd>g</kbd> <kbd>{key}</kbd>
            </dt>
            <dd>{title}</dd>
          </div>
        ))}
        {KEYS.map(([key, what]) => (
          <div key={key} className="key">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className="row">
        <input
          type="checkbox"
          checked={hasKeys}
          onChange={(event) => prefer({ hasKeys: event.target.checked })}
        />
        Single keys do something
      </label>
      <div className="dialog-actions">
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
