import { expect, test } from 'vitest';
import type { Monotonic } from '../../ports/clock.ts';
import { AskedRounds } from './asked-rounds.ts';

/** Three are asked, of whom the second has nothing to say; looked at ten times a second. */
function looked() {
  const stage = { asked: 0, takesMs: 0, word: 'no' };
  let micros = 0;
  function* ask(): Generator<string | undefined, void> {
    for (const name of ['ml', undefined, 'fusion']) {
      stage.asked++;
      micros += stage.takesMs * 1_000;
      yield name && `${name} ${stage.word}`;
    }
  }
  const rounds = new AskedRounds({ monotonic: () => micros as Monotonic }, ask);
  const look = () => {
    const said = [...rounds.look()];
    micros += 100_000;
    return said;
  };
  return { stage, look };
}

test('all are asked at once where that takes no time, and again after a second', () => {
  const { stage, look } = looked();
  expect(look()).toEqual(['ml no', 'fusion no']);
  stage.word = 'yes';
  for (let i = 0; i < 9; i++) expect(look()).toEqual(['ml no', 'fusion no']);
  expect(stage.asked).toBe(3);
  expect(look()).toEqual(['ml yes', 'fusion yes']);
});

test('where asking takes long nobody waits for more than one, and a round is told whole', () => {
  const { stage, look } = looked();
  stage.takesMs = 2;
  const asked = () => [look(), stage.asked];
  expect([asked(), asked(), asked()]).toEqual([
    [['ml no'], 1],
    [['ml no'], 2],
    [['ml no', 'fusion no'], 3],
  ]);
  for (let i = 0; i < 7; i++) look();
  stage.word = 'yes';
  expect([asked(), asked(), asked()]).toEqual([
    [['ml no', 'fusion no'], 4],
    [['ml no', 'fusion no'], 5],
    [['ml no', 'fusion no'], 6],
  ]);
  expect(look()).toEqual(['ml yes', 'fusion yes']);
});
