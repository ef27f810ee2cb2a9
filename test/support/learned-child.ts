// A process of its own that keeps so many versions at once of what a strategy has learned.
import { LearnedFolder } from '../../src/store/learned/learned-folder.ts';

const [path = '', name = '', count = '0'] = process.argv.slice(2);
const folder = new LearnedFolder(path);
const made = { strategy: 'ml', provenance: 'recorded', from: name, at: 1 } as const;
await Promise.all(
  Array.from({ length: Number(count) }, (_, i) => folder.add({ ...made, text: `${name} ${i}` })),
);
