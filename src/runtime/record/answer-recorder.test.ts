import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { loggedRecords } from '../../../test/support/logged-frames.ts';
import { second, startLog } from '../../../test/support/made-up-log.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { HeardAnswer } from '../../polymarket/rest/heard-answer.ts';
import { AnswerRecorder } from './answer-recorder.ts';

async function stage() {
  const root = temporaryFolder();
  const recording = await startLog(root);
  onTestFinished(async () => {
    await recording.stop(second(1));
  });
  const answers = new AnswerRecorder(recording, new VirtualClock(), (text) =>
    text.replaceAll('sesame', '[secret]'),
  );
  const say = (text: string, change: Partial<HeardAnswer> = {}) =>
    answers.take({ source: 'gamma/market', about: 'm', text, substance: text, ...change });
  const written = async () => {
    await recording.stop(second(1));
    const records = await loggedRecords(root, 'live');
    return records.filter(({ source }) => !source.startsWith('recorder/'));
  };
  return { recording, answers, say, written };
}

test('an answer is written when it says something else than the last about the same', async () => {
  const { say, written } = await stage();
  say('a');
  say('a ', { substance: 'a' });
  say('a', { about: 'n' });
  say('a', { source: 'gamma/event' });
  say('b, sesame');
  say('a');
  const told = (await written()).map(({ source, connection, text }) => [source, connection, text]);
  expect(told).toEqual([
    ['gamma/market', 0, 'a'],
    ['gamma/market', 0, 'a'],
    ['gamma/event', 0, 'a'],
    ['gamma/market', 0, 'b, [secret]'],
    ['gamma/market', 0, 'a'],
  ]);
});

test('one that the disk cost is written when it is said again', async () => {
  const { recording, say, written } = await stage();
  recording.keepsFrames = false;
  say('a');
  recording.keepsFrames = true;
  say('a');
  expect(await written()).toHaveLength(1);
});

test('one that comes when the recording ends is not taken for lost', async () => {
  const { recording, answers, say } = await stage();
  answers.close();
  await recording.stop(second(1));
  say('a');
  expect(recording.shed.frames).toBe(0);
});
