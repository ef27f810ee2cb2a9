import '../../styles/backtests.css';
import '../../styles/forms.css';
import '../../styles/replay.css';
import type { Film } from '../../../../src/screen/film.ts';
import { hrefOf } from '../../app/route.ts';
import { useAnswer } from '../../live/use-answer.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty, PageHead } from '../../parts/layout.tsx';
import { ProvenanceTag } from '../../parts/provenance-tag.tsx';
import { FilmView } from './film-view.tsx';
import { ReplayPage } from './replay-page.tsx';

/** All films, or one of them. */
export function ReplayPlace({ item }: { readonly item: string | undefined }) {
  return item === undefined ? <ReplayPage /> : <FilmPage id={item} />;
}

function FilmPage({ id }: { readonly id: string }) {
  const answer = useAnswer<Film>(`/api/backtests/film?id=${encodeURIComponent(id)}`);
  if (answer?.ok === false) {
    return (
      <>
        <PageHead title="Film" />
        <Empty>
          It cannot be shown: {answer.message}. <a href={hrefOf('replay')}>All films</a>
        </Empty>
      </>
    );
  }
  return (
    <Answered answer={answer}>
      {(film) => (
        <>
          <PageHead title={film.question ?? film.market}>
            <span className="row small">
              <ProvenanceTag provenance={film.provenance} />
              <span className="mono">{film.market}</span>
              <span className="muted">{film.strategies.join(', ')}</span>
              <a href={hrefOf('replay')}>All films</a>
            </span>
          </PageHead>
          <FilmView id={id} film={film} />
        </>
      )}
    </Answered>
  );
}
