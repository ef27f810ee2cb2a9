import { useMemo, useState } from 'react';
import type { Film } from '../../../../src/screen/film.ts';
import { percent, shares } from '../../format/amount.ts';
import { Percent, Unknown } from '../../parts/amounts.tsx';
import { Chart, type Line } from '../../parts/chart.tsx';
import { Empty, Panel, Scroll, Tag } from '../../parts/layout.tsx';
import { NewsList } from '../../parts/news-list.tsx';
import { Ladder } from '../ladder.tsx';
import { documentOf, frameAt, midOf, newsUntil, thinned } from './film-moment.ts';
import { FilmPlayer } from './film-player.tsx';

const POINTS_MOST = 900;
const NEWS_MOST = 40;

/** A film: book, our orders, what was decided and filled, all of one moment. */
export function FilmView({ film }: { readonly film: Film }) {
  const { frames, labels } = film;
  const [at, setAt] = useState(frames[0]?.at ?? 0);
  const frame = frames[frameAt(frames, at)];
  if (frame === undefined) return <Empty>The film has no picture: nothing was heard.</Empty>;
  const first = labels[0] ?? 'first outcome';
  return (
    <div className="grid">
      <Panel title="The moment" aside={<SameTag film={film} />}>
        {film.isCut && (
          <p className="warn-text small">
            The film was longer than can be kept: its end is missing. Film it in larger steps.
          </p>
        )}
        <FilmPlayer film={film} at={at} onMove={setAt} />
        <dl className="facts film-facts">
          <div className="fact">
            <dt>Probability of {first}</dt>
            <dd>
              <Percent value={midOf(frame)} why="a side is empty, or the book not trusted" />
            </dd>
          </div>
          {frame.held.map((count, i) => (
            <div key={labels[i] ?? i} className="fact">
              <dt>We hold, {labels[i] ?? `outcome ${i + 1}`}</dt>
              <dd>{shares(count)}</dd>
            </div>
          ))}
          <div className="fact">
            <dt>Our open orders</dt>
            <dd>{frame.mine.length}</dd>
          </div>
          <div className="fact">
            <dt>{first} paid</dt>
            <dd>
              {film.payout === null ? (
                <Unknown why="nobody said within the film" />
              ) : (
                percent(film.payout, 0)
              )}
            </dd>
          </div>
        </dl>
      </Panel>
      <Panel title={`Book of ${first}`} width="w4" isFlush>
        <Ladder market={documentOf(film, frame)} labels={labels} />
      </Panel>
      <div className="w8 film-side">
        <Panel title="Price path">
          <Path film={film} at={at} />
        </Panel>
        <Panel title="What had happened until then, and why" isFlush>
          <Scroll label="What had happened until then" height="tall">
            <NewsList
              news={newsUntil(film.news, at, NEWS_MOST)}
              empty="Nothing had been decided yet."
              isOfOneMarket
            />
          </Scroll>
        </Panel>
      </div>
    </div>
  );
}

function SameTag({ film: { isSame, run } }: { readonly film: Film }) {
  if (isSame === null) return <Tag>played anew on the recording</Tag>;
  if (isSame) return <Tag tone="good">decided as {run} did</Tag>;
  return <Tag tone="bad">decides otherwise than {run} did</Tag>;
}

/** The whole path, with our fills, and where the moment is. */
function Path({ film, at }: { readonly film: Film; readonly at: number }) {
  const { xs, mids, fills } = useMemo(() => pathOf(film), [film]);
  const now = frameAt(film.frames, at);
  const here = film.frames[now];
  const mid = here === undefined ? null : midOf(here);
  const moment = nearest(xs, (here?.at ?? 0) / 1_000_000);
  const lines: Line[] = [
    { name: 'Probability', values: mids, color: '--accent', kind: 'line', scale: 'p' },
    { name: 'Our fills', values: fills, color: '--gain', kind: 'mark', scale: 'p' },
    {
      name: 'The moment',
      values: xs.map((_, i) => (i === moment ? (mid ?? mids[i] ?? null) : null)),
      color: '--warn',
      kind: 'mark',
      scale: 'p',
    },
  ];
  return (
    <Chart
      label="Probability over the film, with our fills and the moment"
      empty="The path begins with the second picture."
      height={270}
      format={percentOf}
      xs={xs}
      lines={lines}
    />
  );
}

function pathOf({ frames, news, labels }: Film) {
  const shown = thinned(frames, POINTS_MOST);
  const xs = shown.map(({ at }) => at / 1_000_000);
  const fills: (number | null)[] = xs.map(() => null);
  for (const { kind, at, numbers, label } of news) {
    if (kind !== 'fill' || numbers.price === undefined) continue;
    const isFirst = label === null || label === labels[0];
    fills[nearest(xs, at / 1_000_000)] = isFirst ? numbers.price : 1_000_000 - numbers.price;
  }
  return { xs, mids: shown.map(midOf), fills };
}

function nearest(xs: readonly number[], x: number): number {
  const after = xs.findIndex((one) => one >= x);
  return after === -1 ? Math.max(0, xs.length - 1) : after;
}

function percentOf(value: number): string {
  return percent(Math.round(value), 0);
}
