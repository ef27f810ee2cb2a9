import { prefer, usePreferences } from '../../app/preferences.ts';
import { useServices } from '../../app/services.ts';
import { Choice, Panel } from '../../parts/layout.tsx';

/** How the pages look in this browser, and the way out. */
export function LooksPanel() {
  const { session } = useServices();
  const { theme, zone, hasKeys } = usePreferences();
  return (
    <Panel title="These pages" width="w4">
      <div className="stack">
        <div className="split">
          <span>Theme</span>
          <Choice
            label="Theme"
            options={[
              ['system', 'System'],
              ['light', 'Light'],
              ['dark', 'Dark'],
            ]}
            value={theme}
            onChoose={(chosen) => prefer({ theme: chosen })}
          />
        </div>
        <div className="split">
          <span>Times</span>
          <Choice
            label="Times"
            options={[
              ['local', 'Local'],
              ['utc', 'UTC'],
            ]}
            value={zone}
            onChoose={(chosen) => prefer({ zone: chosen })}
          />
        </div>
        <div className="split">
          <span>Single keys</span>
          <Choice
            label="Single keys"
            options={[
              ['on', 'On'],
              ['off', 'Off'],
            ]}
            value={hasKeys ? 'on' : 'off'}
            onChoose={(chosen) => prefer({ hasKeys: chosen === 'on' })}
          />
        </div>
        <div className="row">
          <button type="button" onClick={() => void session.signOut()}>
            Sign out
          </button>
        </div>
      </div>
    </Panel>
  );
}
