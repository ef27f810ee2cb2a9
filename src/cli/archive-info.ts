import { type DatasetInfo, describeArchive } from '../runtime/archive.ts';
import { describeDataset } from './archive/describe-dataset.ts';
import type { InfoCommandOptions } from './archive.ts';
import { openOutput } from './output/output.ts';

export async function runInfo(root: string, options: InfoCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const datasets = await describeArchive(root, options.dataset);
  if (options.json === true) {
    return output.machine({ archive: root, datasets: datasets.map(datasetJson) });
  }
  const byHour = options.hours === true;
  const texts = datasets.map((dataset) => describeDataset(dataset, byHour, output.paint));
  output.say(texts.join('\n\n'));
  if (!byHour) output.say('\nThe coverage of each market: add --hours.');
}

/** The manifest, and beside it what only its tables tell. */
function datasetJson({ manifest, markets, ...rest }: DatasetInfo) {
  return { ...manifest, ...rest, markets: markets.map(({ series: _, ...market }) => market) };
}
