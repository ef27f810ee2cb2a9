import { useCallback, useState } from 'react';
import type { Film, FilmFrame, FilmNews } from '../../../../src/screen/film.ts';
import { percent, shares } from '../../format/amount.ts';
import { whyNoMidpoint } from '../../format/trust-words.ts';
import { Percent, Unknown } from '../../parts/amounts.tsx';
import { Empty, Panel, Scroll, Tag } from '../../parts/layout.tsx';
import { NewsList } from '../../parts/news-list.tsx';
import { Ladder } from '../ladder.tsx';
import { FillPanel } from './fill-panel.tsx';
import { documentOf, frameAt, midOf, newsUntil, spanOf } from './film-moment.ts';
import { FilmPath } from './film-path.tsx';
import { FilmPlayer } from './film-player.tsx';
import { useFilmPart } from './use-film-part.ts';

const NEWS_MOST = 40;

type FilmViewProps = { readonly id: string; readonly film: Film };

/** A film: book, our orders, what was decided and filled, all of one moment. */
export function FilmView({ id, film }: FilmViewProps) {
  const [at, setAt] = useState(spanOf(film).from);
  const [chosen, choose] = useState<number | FilmNews>();
  const { part, isReading, fault, again } = useFilmPart(id, film, at);
  const pick = useCallback((moment: number, entry: number | undefined) => {
    setAt(moment);
    choose(entry);
  }, []);
  const frame = part?.frames[frameAt(part.frames, at)];
  if (film.pictures === 0) return <Empty>The film has no picture: nothing was heard.</Empty>;
  if (fault !== undefined) {
    return (
      <div className="grid">
        <Panel title="The moment" aside={<SameTag film={film} />}>
          <FilmPlayer film={film} part={undefined} at={at} onMove={setAt} />
          <Unread fault={fault} onAgain={again} />
        </Panel>
      </div>
    );
  }
  if (part === undefined || frame === undefined) return <Empty>Reading …</Empty>;
  const first = film.labels[0] ?? 'first outcome';
  const news = newsUntil(part, at, NEWS_MOST);
  // Of a fill that was chosen on the path the row comes with its part.
  const fill = typeof chosen === 'number' ? news.find(({ entry }) => entry === chosen) : chosen;
  return (
    <div className="grid" aria-busy={isReading}>
      <Panel title="The moment" aside={<SameTag film={film} />}>
        <FilmPlayer film={film} part={isReading ? undefined : part} at={at} onMove={setAt} />
        <MomentFacts film={film} frame={frame} />
      </Panel>
      <Panel title={`Book of ${first}`} width="w4" isFlush>
        <Ladder market={documentOf(film.market, frame)} labels={film.labels} />
      </Panel>
      <div className="w8 film-side">
        {fill !== undefined && (
          <FillPanel fill={fill} onMove={setAt} onClose={() => choose(undefined)} />
        )}
        <Panel title="Price path">
          <FilmPath film={film} at={at} mid={midOf(frame)} onPick={pick} />
        </Panel>
        <Panel title="What had happened until then, and why" isFlush>
          <Scroll label="What had happened until then" height="tall">
            <NewsList
              news={news}
              empty="Nothing had been decided yet."
              isOfOneMarket
              onFill={choose}
            />
          </Scroll>
        </Panel>
      </div>
    </div>
  );
}

type UnreadProps = { readonly fault: string; readonly onAgain: () => void };

/** The others may be there all the same, and this one in a moment. */
function Unread({ fault, onAgain }: UnreadProps) {
  return (
    <p className="row" role="alert">
      This part cannot be shown: {fault}.
      <button type="button" onClick={onAgain}>
        Read it again
      </button>
    </p>
  );
}

type MomentFactsProps = { readonly film: Film; readonly frame: FilmFrame };

function MomentFacts({ film: { labels, payout }, frame }: MomentFactsProps) {
  const first = labels[0] ?? 'first outcome';
  const [hasBid, hasAsk] = [frame.bids.length > 0, frame.asks.length > 0];
  const whyNoMid = whyNoMidpoint({ ...frame, hasBid, hasAsk }) ?? '';
  return (
    <dl className="facts film-facts">
      <div className="fact">
        <dt>Probability of {first}</dt>
        <dd>
          <Percent value={midOf(frame)} why={whyNoMid} />
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
          {payout === null ? <Unknown why="nobody said within the film" /> : percent(payout, 0)}
        </dd>
      </div>
    </dl>
  );
}

function SameTag({ film: { isSame, run } }: { readonly film: Film }) {
  if (isSame === null) return <Tag>played anew on the recording</Tag>;
  if (isSame) return <Tag tone="good">decided as {run} did</Tag>;
  return <Tag tone="bad">decides otherwise than {run} did</Tag>;
}
