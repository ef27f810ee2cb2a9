import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Film } from '../../../../src/screen/film.ts';
import { Choice } from '../../parts/layout.tsx';
import { When } from '../../parts/when.tsx';
import { eventFrom, frameAt } from './film-moment.ts';

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
  /** µs UTC. */
  readonly at: number;
  readonly onMove: (at: number) => void;
};

/** Whether it moves by itself, as many times faster than it was; it stops at the end. */
function usePlaying({ film, at, onMove }: FilmPlayerProps, times: number) {
  const [isPlaying, setIsPlaying] = useState(false);
  const end = film.frames.at(-1)?.at ?? 0;
  useEffect(() => {
    if (!isPlaying) return;
    if (at >= end) {
      setIsPlaying(false);
      return;
    }
    const step = DRAWN_MS * 1_000 * times;
    const timer = setTimeout(() => onMove(Math.min(end, at + step)), DRAWN_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, at, end, times, onMove]);
  return { isPlaying, switchOver: () => setIsPlaying((now) => !now) };
}

/** Moves through a film: by a slider, picture by picture, from event to event, or by itself. */
export function FilmPlayer({ film, at, onMove }: FilmPlayerProps) {
  const { frames, news } = film;
  const [speed, setSpeed] = useState<Speed>('4');
  const { isPlaying, switchOver } = usePlaying({ film, at, onMove }, Number(speed));
  const index = frameAt(frames, at);
  const last = frames.length - 1;
  const toFrame = (wanted: number) => {
    const frame = frames[Math.max(0, Math.min(last, wanted))];
    if (frame !== undefined) onMove(frame.at);
  };
  const toEvent = (way: 'before' | 'after') => {
    const found = eventFrom(news, at, way);
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
        <button type="button" onClick={() => toEvent('before')}>
          ← Event
        </button>
        <button type="button" onClick={() => toFrame(index - 1)}>
          ← Picture
        </button>
        <button type="button" onClick={() => toFrame(index + 1)}>
          Picture →
        </button>
        <button type="button" onClick={() => toEvent('after')}>
          Event →
        </button>
      </div>
      <label className="player-line">
        <span className="visually-hidden">Moment of the film</span>
        <input
          type="range"
          min={0}
          max={Math.max(0, last)}
          value={index}
          onChange={(event) => toFrame(Number(event.target.value))}
          onKeyDown={press}
        />
      </label>
      <p className="muted small" aria-live="off">
        <When at={at} style="moment" /> · picture {index + 1} of {frames.length}
      </p>
    </div>
  );
}
