import { plural } from '../report/format.ts';
import { zeroInWords } from '../runtime/desk/proof-words.ts';
import { addressOfKey, keyPath } from '../runtime/keys.ts';
import { restoreLiveJournal } from '../runtime/live/restore-live-journal.ts';
import { accept } from './accept.ts';
import { EXIT } from './failure.ts';
import { keyRemedy } from './key-remedies.ts';
import { atVenue, unproven } from './kill-run.ts';
import { venueAt } from './options/exchange.ts';
import { openOutput } from './output/output.ts';
import type { RestoreOptions } from './restore.ts';

/** Proves that nothing of the key is open, then makes its journal of what is not damaged. */
export async function runRestore({ key, exchange }: RestoreOptions): Promise<void> {
  const output = openOutput({ forMachine: false });
  const found = await addressOfKey(keyPath(key));
  const address = accept(found, keyRemedy(found));
  const venue = await venueAt(exchange);
  venue.close();
  const prove = async () => {
    const { proof } = await atVenue({ key, exchange }, output);
    if (!proof.isProven) throw unproven(proof);
    output.note(zeroInWords({ at: proof.at }));
  };
  const asked = await restoreLiveJournal(address, venue.services, prove);
  const restored = accept(asked, undefined, EXIT.refused);
  if (restored === undefined) {
    output.say('The journal is as it was written: nothing was changed.');
    return;
  }
  const { kept, lost, aside } = restored;
  output.say(`${plural(kept, 'record')} kept, ${lost} or more lost; the damaged file is ${aside}.`);
  output.say('The next "polydesk live" asks the venue for every match since the damage.');
}
