// The process of one case: measures it, and prints its results as JSON and nothing else.
import { LOADERS } from './loaders.ts';

const [name = '', one = '{}'] = process.argv.slice(2);
const load = LOADERS[name];
if (load === undefined) throw new Error(`there is no section "${name}"`);
const section = await load();
process.stdout.write(JSON.stringify(await section.measure(JSON.parse(one))));
