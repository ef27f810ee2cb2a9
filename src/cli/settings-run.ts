import type { Timestamp } from '../domain/units.ts';
import { dateTime } from '../report/format.ts';
import { plain, table } from '../report/text/table.ts';
import { SettingsDesk, type SettingsTold } from '../runtime/settings/settings-desk.ts';
import { accept } from './accept.ts';
import { type Output, openOutput } from './output/output.ts';
import type { SettingsOptions } from './settings-command.ts';

const REMEDY = 'See what there is with "polydesk settings".';

/** What was set on a screen, on top of the configuration file; and ways back. */
export async function runSettings({ config, rollback, json }: SettingsOptions): Promise<void> {
  const output = openOutput({ forMachine: json === true });
  const desk = new SettingsDesk(config, '.', Date.now);
  const told = accept(await desk.told(), 'Correct that file, or move it away.');
  if (rollback !== undefined) {
    if (rollback === 0 && told.newest === undefined) {
      output.say('Nothing is set: there is nothing to take back.');
      return;
    }
    const base = told.newest?.version ?? 0;
    const version = accept(await desk.rollBack(base, rollback), REMEDY);
    output.say(`Version ${version} is in force: it is version ${rollback} again.`);
    return;
  }
  if (json === true) output.machine(told);
  else tell(told, output);
}

function tell({ newest, versions, fields }: SettingsTold, { say, paint }: Output): void {
  if (newest === undefined) {
    say(
      'Nothing is set: the configuration file and the defaults hold. The dashboard can set some.',
    );
    return;
  }
  const set = fields.filter(({ from }) => from === 'settings');
  say(paint.strong(`Version ${newest.version} is in force at the next start`));
  const left = (heading: string) => ({ heading, align: 'left' as const });
  const rows = set.map(({ path, inForce }) => [plain(path), plain(inForce)]);
  say(table([left('Setting'), left('Value')], rows).join('\n'));
  say('');
  for (const { version, at, note, changes } of versions) {
    say(`${version}  ${dateTime(at as Timestamp)} UTC  ${plain(note, 80)}`);
    for (const { path, before, after } of changes) {
      say(`   ${plain(path)}: ${plain(before ?? 'not set')} → ${plain(after ?? 'not set')}`);
    }
  }
}
