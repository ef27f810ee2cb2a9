// Has a command played as the dashboard of a desk does, as a process that a test can kill.
import { join } from 'node:path';
import { PlayedCommand } from '../../src/runtime/backtests/played-command.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const [cwd = '', ...words] = process.argv.slice(2);
const command = new PlayedCommand([process.execPath, main], words, cwd, () => {});
command.ended.then(({ said }) => process.stderr.write(`${said}\n`));
