import type { DeskLine, DeskWord } from '../desk-line.ts';
import { marked } from './badge.ts';
import { type Told, text } from './command.ts';

/** Says a word to the desk; what it came to. */
export async function saidWord(line: DeskLine, word: DeskWord): Promise<Told> {
  const told = await line.say(word);
  return text(marked(line, told.ok ? told.value : `NOT DONE: ${told.message}`));
}
