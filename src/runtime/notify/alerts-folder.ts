import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { claim, giveBack } from '../../locks/claim-file.ts';
import { isAlive, lockText, processOf } from '../../locks/lock-owner.ts';
import { AlertLog } from '../../notify/outbox/alert-log.ts';

const LOCK = 'lock';
const LOG = 'untold.jsonl';

/** Below an archive: of each desk the alerts that are not told yet. */
function foldersOf(root: string): string {
  return join(root, 'alerts');
}

/**
 * The alerts of one desk, that one process at a time tells. Who wants them meanwhile is told who
 * that is, and has them when it is gone.
 */
export class AlertsFolder {
  readonly log: AlertLog;
  readonly #folder: string;
  readonly #own: string;

  private constructor(folder: string, own: string, onTrouble: (text: string) => void) {
    this.#folder = folder;
    this.#own = own;
    this.log = new AlertLog(join(folder, LOG), onTrouble);
  }

  /** Refuses `told_elsewhere`. Where the disk takes nothing they are told, and not kept. */
  static async take(
    root: string,
    desk: string,
    onTrouble: (text: string) => void,
  ): Promise<Result<AlertsFolder>> {
    const folder = join(foldersOf(root), desk);
    const own = lockText();
    const other = await held(folder, own).catch((error: unknown) => {
      onTrouble(`alerts are told, but nobody keeps others from it: ${error}`);
      return undefined;
    });
    if (other !== undefined) {
      const what = `process ${processOf(other)} tells the alerts of ${desk}`;
      return refuse('told_elsewhere', what);
    }
    return ok(new AlertsFolder(folder, own, onTrouble));
  }

  /**
   * Lets others have it. Of a desk that has ended nothing is left where nothing waits; of one that
   * goes on, where telling stands.
   */
  async giveBack(isOver: boolean): Promise<void> {
    this.log.close();
    const isDone = isOver && this.log.waiting === 0;
    if (isDone) await rm(join(this.#folder, LOG), { force: true });
    await giveBack(join(this.#folder, LOCK), this.#own);
    // Somebody else may have it by now: then it stays.
    if (isDone) await rmdir(this.#folder).catch(() => {});
  }
}

/** The text of who has it; undefined: it is ours now. */
async function held(folder: string, own: string): Promise<string | undefined> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return claim(join(folder, LOCK), own, isOfOther);
}

/** The desks of an archive of which alerts were left. */
export async function desksWithAlerts(root: string): Promise<readonly string[]> {
  const entries = await readdir(foldersOf(root), { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Within one process a desk is told of by one at a time: what an earlier thread left is ours. */
function isOfOther(text: string): boolean {
  return isAlive(text) && processOf(text) !== process.pid;
}
