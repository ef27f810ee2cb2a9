import { expect, onTestFinished, test } from 'vitest';
import { aDeskDocument, aDeskRow } from '../../../test/support/a-desk-document.ts';
import { aFill } from '../../../test/support/a-fill.ts';
import { HttpServer } from '../../../test/support/http-server.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { ok } from '../../domain/result.ts';
import type { DeskDocument, DeskRow } from '../../screen/desk-document.ts';
import { announceDesk, type DeskFile } from '../desk/desk-file.ts';
import { ToldDesk } from './told-desk.ts';

type Of = Pick<DeskFile, 'mode' | 'provenance'>;

/** A desk that says it is so, and what of it was heard. */
async function aDesk({ mode, provenance }: Of, document?: DeskDocument) {
  const server = await HttpServer.open();
  onTestFinished(() => server.close());
  const folder = temporaryFolder();
  const desk = { name: 'one', pid: process.pid };
  const port = Number(new URL(server.base).port);
  const file = { ...desk, mode, provenance, port, token: 'secret', startedAt: 1 };
  const takeBack = await announceDesk(file, folder);
  const told = new ToldDesk({
    ...{ desk, desksFolder: folder, root: folder },
    heard: () => ({ document, isHeard: document !== undefined }),
    reload: async () => ok(''),
  });
  return { server, told, takeBack };
}

const row = (changes: Partial<DeskRow>) => aDeskDocument({ desk: aDeskRow(changes) });

test('each fill says whether it is simulated: of one desk some may be', async () => {
  const { server, told } = await aDesk({ mode: 'live', provenance: 'live' });
  const news = { at: 0, strategyName: 'alpha', market: 'btc-up', label: 'Up' };
  const fill = aFill({ id: 1, shares: 5, dollars: 0.4 });
  const fills = ['live', 'simulated'].map((provenance) => ({ ...news, fill, provenance }));
  server.answer = () => ({ status: 200, body: JSON.stringify(fills) });
  expect(await told.trades(2)).toEqual(
    ok([
      '00:00:00 bought 5 Up at 0.4000 in btc-up',
      '00:00:00 SIMULATED bought 5 Up at 0.4000 in btc-up',
    ]),
  );
});

test('a desk that was never heard is simulated as it says where it can be found', async () => {
  const { told, takeBack } = await aDesk({ mode: 'paper', provenance: 'live' });
  expect(told.isSimulated()).toBeUndefined();
  await told.say({ kind: 'pause', strategy: undefined });
  expect(told.isSimulated()).toBe(true);
  await takeBack();
  expect(await told.say({ kind: 'kill' })).toMatchObject({ code: 'desk_gone' });
  expect(told.isSimulated()).toBe(true);
});

test('a desk that began live and goes on on paper is simulated from then on', async () => {
  const live = { mode: 'live', provenance: 'live' } as const;
  const real = await aDesk(live, row(live));
  await real.told.file();
  expect(real.told.isSimulated()).toBe(false);
  const left = await aDesk(live, row({ mode: 'paper', provenance: 'simulated' }));
  await left.told.file();
  expect(left.told.isSimulated()).toBe(true);
});

test('a kill without a proof says that what is open is not known, where it is not', async () => {
  const { server, told } = await aDesk({ mode: 'live', provenance: 'live' });
  const proof = { isProven: false, unresolved: [], troubles: ['open orders: no answer in time'] };
  server.answer = () => ({ status: 200, body: JSON.stringify(proof) });
  expect(await told.say({ kind: 'kill' })).toMatchObject({
    code: 'not_proven',
    message: expect.stringMatching(/: what is open is not known \(open orders: no answer/),
  });
  server.answer = () => ({ status: 200, body: JSON.stringify({ ...proof, open: ['0xab'] }) });
  expect(await told.say({ kind: 'kill' })).toMatchObject({
    message: expect.stringMatching(/: 1 open order \(open orders: /),
  });
});
