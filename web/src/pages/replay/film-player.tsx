import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Film } from '../../../../src/screen/film.ts';
import { grouped } from '../../format/amount.ts';
import { Choice } from '../../parts/layout.tsx';
import { When } from '../../parts/when.tsx';
import {
  eventFrom,
  frameAt,
  pictureFrom,
  picturesBefore,
  type ReadPart,
  spanOf,
  type Way,
} from './film-moment.ts';

const SPEEDS = [
  ['1', '1×'],
  ['4', '4×'],
  ['16', '16×'],
  ['60', '60×'],
] as const;
type Speed = (typeof SPEEDS)[number][0];
/** How often a moving film is drawn, ms. */
const DRAWN_MS = 100;

type FilmPlayerProps = {
  readonly film: Film;
  /** That of the moment; undefined: it is being read. */
  readonly part: ReadPart | undefined;
  /** µs UTC. */
  readonly at: number;
  readonly onMove: (at: number) => void;
};

/** Whether it moves by itself, as many times faster than it was; it stops at the end. */
function usePlaying({ film, part, at, onMove }: FilmPlayerProps, times: number) {
  const [isPlaying, setIsPlaying] = useState(false);
  const { to } = spanOf(film);
  const isThere = part !== undefined;
  useEffect(() => {
    // It waits for what is not read yet.
    if (!isPlaying || !isThere) return;
    if (at >= to) {
      setIsPlaying(false);
      return;
    }
    const step = DRAWN_MS * 1_000 * times;
    const timer = setTimeout(() => onMove(Math.min(to, at + step)), DRAWN_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, isThere, at, to, times, onMove]);
  return { isPlaying, switchOver: () => setIsPlaying((now) => !now) };
}

/** Moves through a film: by a slider, picture by picture, from event to event, or by itself. */
export function FilmPlayer(props: FilmPlayerProps) {
  const { film, part, at, onMove } = props;
  const [speed, setSpeed] = useState<Speed>('4');
  const { isPlaying, switchOver } = usePlaying(props, Number(speed));
  const { from, to } = spanOf(film);
  const toNext = (of: typeof eventFrom | typeof pictureFrom, way: Way) => {
    const found = part === undefined ? undefined : of(film, part, at, way);
    if (found !== undefined) onMove(found);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    switchOver();
  };
  return (
    <div className="player">
      <div className="row">
        <button type="button" className="strong" aria-pressed={isPlaying} onClick={switchOver}>
          {isPlaying ? 'Pause' : 'Play'}
        </button>
        <Choice label="Speed" options={SPEEDS} value={speed} onChoose={setSpeed} />
        <button type="button" onClick={() => toNext(eventFrom, 'before')}>
          ← Event
        </button>
        <button type="button" onClick={() => toNext(pictureFrom, 'before')}>
          ← Picture
        </button>
        <button type="button" onClick={() => toNext(pictureFrom, 'after')}>
          Picture →
        </button>
        <button type="button" onClick={() => toNext(eventFrom, 'after')}>
          Event →
        </button>
      </div>
      <label className="player-line">
        <span className="visually-hidden">Moment of the film</span>
        <input
          type="range"
          min={0}
          max={to - from}
          step={film.step}
          value={at - from}
          aria-valuetext={new Date(at / 1_000).toISOString()}
          onChange={(event) => onMove(from + Number(event.target.value))}
          onKeyDown={press}
        />
      </label>
      <p className="muted small" aria-live="off">
        <When at={at} style="moment" /> · <Picture film={film} part={part} at={at} />
      </p>
    </div>
  );
}

function Picture({ film, part, at }: Omit<FilmPlayerProps, 'onMove'>) {
  if (part === undefined) return <>reading …</>;
  const number = picturesBefore(film, part.number) + frameAt(part.frames, at) + 1;
  return (
    <>
      picture {grouped(number)} of {grouped(film.pictures)}
    </>
  );
}
