import { readDatasets } from '../runtime/archive.ts';
import { describeDataset } from './archive/describe-dataset.ts';
import type { InfoCommandOptions } from './archive.ts';
import { openOutput } from './output/output.ts';

export async function runInfo(root: string, options: InfoCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const manifests = await readDatasets(root, options.dataset);
  if (options.json === true) return output.machine({ archive: root, datasets: manifests });
  const byHour = options.hours === true;
  const texts = manifests.map((manifest) => describeDataset(manifest, byHour, output.paint));
  output.say(texts.join('\n\n'));
  if (!byHour) output.say('\nThe coverage of each market: add --hours.');
}
