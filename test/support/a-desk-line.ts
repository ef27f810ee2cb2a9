import { ok, type Result } from '../../src/domain/result.ts';
import type { DeskLine, DeskWord } from '../../src/notify/desk-line.ts';
import type { DeskDocument } from '../../src/screen/desk-document.ts';
import { isSimulated } from '../../src/screen/is-simulated.ts';
import { aDeskDocument } from './a-desk-document.ts';

/** A desk that does what it is told, and remembers what that was. */
export class ADeskLine implements DeskLine {
  readonly said: DeskWord[] = [];
  readonly asked: (number | undefined)[] = [];
  document: DeskDocument | undefined = aDeskDocument();
  isHeard = true;
  /** What a word comes to. */
  answer: (word: DeskWord) => Promise<Result<string>> | Result<string> = ({ kind }) =>
    ok(`${kind}: done`);

  heard() {
    return { document: this.document, isHeard: this.isHeard };
  }

  isSimulated() {
    return this.document && isSimulated(this.document.desk);
  }

  async profit(since: number | undefined): ReturnType<DeskLine['profit']> {
    this.asked.push(since);
    return ok([{ strategy: 'alpha', trades: 4, won: 3, net: 5_000_000, fees: 10_000 }]);
  }

  async trades(most: number): ReturnType<DeskLine['trades']> {
    return ok(Array.from({ length: most }, (_, i) => `fill ${i}`));
  }

  async say(word: DeskWord): Promise<Result<string>> {
    this.said.push(word);
    return this.answer(word);
  }

  async reload(): Promise<Result<string>> {
    return ok('read anew');
  }
}
