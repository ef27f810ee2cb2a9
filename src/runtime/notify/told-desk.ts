import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { DeskLine, DeskWord } from '../../notify/desk-line.ts';
import { price, shares, timeOfDay } from '../../report/format.ts';
import { isSimulated } from '../../screen/is-simulated.ts';
import { askDesk } from '../desk/ask-desk.ts';
import { askKill } from '../desk/ask-kill.ts';
import { type DeskFile, runningDesks } from '../desk/desk-file.ts';
import { unprovenInWords, zeroInWords } from '../desk/proof-words.ts';
import { wordPath } from '../desk/word-path.ts';
import type { FillNews } from '../live/fill-news.ts';
import type { NotifyStart } from './notify-messages.ts';
import { storedProfit } from './stored-profit.ts';

type Parts = Pick<NotifyStart, 'desk' | 'desksFolder' | 'root'> & {
  readonly heard: DeskLine['heard'];
  readonly reload: DeskLine['reload'];
};

/** A desk of this machine, asked and told over its control server, as commands do. */
export class ToldDesk implements DeskLine {
  readonly #parts: Parts;
  /** As it said that it runs. */
  #found: DeskFile | undefined;
  readonly heard: DeskLine['heard'];
  readonly reload: DeskLine['reload'];

  constructor(parts: Parts) {
    this.#parts = parts;
    this.heard = parts.heard;
    this.reload = parts.reload;
  }

  /** How to ask it now; undefined: it does not run any more. */
  async file(): Promise<DeskFile | undefined> {
    const { desk, desksFolder } = this.#parts;
    const running = await runningDesks(desksFolder);
    const found = running.find(({ pid, name }) => pid === desk.pid && name === desk.name);
    this.#found = found ?? this.#found;
    return found;
  }

  /** One that began live may go on on paper: what it shows goes before how it began. */
  isSimulated(): boolean | undefined {
    const said = this.heard().document?.desk ?? this.#found;
    return said && isSimulated(said);
  }

  async profit(since: Timestamp | undefined): ReturnType<DeskLine['profit']> {
    const desk = this.heard().document?.desk;
    if (desk === undefined) return refuse('not_heard', 'The desk has not been heard yet.');
    return storedProfit(this.#parts.root, desk, since);
  }

  async trades(most: number): ReturnType<DeskLine['trades']> {
    const desk = await this.file();
    if (desk === undefined) return GONE;
    const told = await askDesk(desk, 'GET', `/trades?most=${most}`);
    return told.ok ? ok((told.value as readonly FillNews[]).map(fillLine)) : told;
  }

  async say(word: DeskWord): Promise<Result<string>> {
    const desk = await this.file();
    if (desk === undefined) return GONE;
    if (word.kind === 'kill') return kill(desk);
    const told = await askDesk(desk, 'POST', wordPath(word));
    return told.ok ? ok(doneInWords(word)) : told;
  }
}

const GONE = refuse('desk_gone', 'The desk does not run any more.');

function doneInWords(word: DeskWord): string {
  switch (word.kind) {
    case 'pause':
      return `${word.strategy ?? 'Every strategy'} is paused: it places no orders.`;
    case 'resume':
      return `${word.strategy ?? 'Every strategy'} trades again.`;
    case 'size':
      return `${word.strategy} may use ${word.part / 10_000} % of its limits.`;
    default:
      return 'The desk is stopping.';
  }
}

/** Everything is canceled and that is proven; then the desk ends. */
async function kill(desk: DeskFile): Promise<Result<string>> {
  const killed = await askKill(desk);
  if (killed.ok) {
    if (killed.value.isProven) return ok(zeroInWords({ at: killed.value.at }));
    const known = unprovenInWords(killed.value);
    return refuse('not_proven', `NOT PROVEN that nothing is open: ${known}. ${BY_HAND}`);
  }
  return refuse(killed.code, `${killed.message}. ${BY_HAND}`);
}

const BY_HAND = 'Run "polydesk kill" on its machine.';

/** What a desk did live stays real where it goes on on paper: each fill says what it is. */
function fillLine({ at, market, label, fill, provenance }: FillNews): string {
  const verb = fill.side === 'buy' ? 'bought' : 'sold';
  const what = `${shares(fill.size)} ${label ?? ''} at ${price(fill.price)}`;
  const badge = provenance === 'simulated' ? 'SIMULATED ' : '';
  return `${timeOfDay(at).slice(0, 8)} ${badge}${verb} ${what} in ${market}`;
}
