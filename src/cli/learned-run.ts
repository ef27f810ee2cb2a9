import { ok, type Result } from '../domain/result.ts';
import { dateTime, plural } from '../report/format.ts';
import {
  backTo,
  forgetLearned,
  type ListedVersion,
  learnedPath,
  listLearned,
  modelBackTo,
  type Whose,
} from '../runtime/learned/learned-versions.ts';
import { whileFree } from '../runtime/live/kept-account.ts';
import { accept } from './accept.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { LearnedCommandOptions } from './learned.ts';
import { type Output, openOutput } from './output/output.ts';
import { plain } from './output/plain.ts';
import { chooseFrom, readSettings } from './settings.ts';

/** Lists what strategies have learned, goes back to an earlier version, or forgets all of it. */
export async function runLearned(whose: Whose, options: LearnedCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const { backTo: version, forget = false, to } = options;
  if (version === undefined && !forget) return list(whose, options, output);
  const { account, strategy } = whose;
  if (account === undefined || strategy === undefined || (version !== undefined && forget)) {
    const what = 'whose, and what to do with it, is not clear';
    const remedy = 'Name account and strategy, and give either --back-to or --forget.';
    throw new CommandFailure(EXIT.usage, what, remedy);
  }
  const change = () => changed({ account, strategy }, options);
  output.say(
    accept(accept(await whileFree(to, account, change), STOP, EXIT.data), LIST, EXIT.data),
  );
}

/** Changes what is kept, and says how. */
async function changed(
  { account, strategy }: { readonly account: string; readonly strategy: string },
  { to, model, backTo: version }: LearnedCommandOptions,
): Promise<Result<string>> {
  const path = learnedPath(to, account);
  if (version === undefined) {
    return ok(`${plural(await forgetLearned(path, strategy), 'version')} put aside in ${path}.`);
  }
  const made =
    model === undefined
      ? await backTo(path, strategy, version)
      : await modelBackTo(path, await definitionOf(strategy), model, version);
  if (!made.ok) return made;
  const what =
    model === undefined ? `what version ${version} was` : `with model ${model} ${version}`;
  return ok(`Version ${made.value} is ${what}: the next run goes on from it.`);
}

const STOP = 'Stop it first: it would write on from where it is.';

async function definitionOf(strategy: string) {
  const settings = await readSettings(undefined);
  return chooseFrom(settings, strategy, {}).definition;
}

const LIST = 'See the versions there are with "polydesk learned --to <archive>".';

async function list(whose: Whose, options: LearnedCommandOptions, output: Output): Promise<void> {
  const { strategies } = await readSettings(undefined);
  const versions = await listLearned(options.to, whose, strategies);
  if (options.json === true) {
    output.line({ schema: 'polydesk.learned', schemaVersion: 1, versions });
  } else if (versions.length === 0) output.say(`Nothing was learned yet beside ${options.to}.`);
  else for (const version of versions) sayVersion(version, output);
}

function sayVersion(
  { account, strategy, version, at, text, lines }: ListedVersion,
  output: Output,
) {
  const when = at === undefined ? '' : `${dateTime(at)} UTC, `;
  output.say(plain(`${account}  ${strategy} ${version}  ${when}${text}`));
  for (const line of lines) output.say(plain(`    ${line}`));
}
