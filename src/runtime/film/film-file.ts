import { type FileHandle, open } from 'node:fs/promises';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { FILM_VERSION, type Film, type FilmEnd, type FilmPart } from '../../screen/film.ts';

/** The last line is shorter. */
const END_BYTES = 200;
/** Longer lines are none of ours. */
const LINE_BYTES_MOST = 32 * 1024 * 1024;

/** A film that is read part by part, whatever its length. */
export class FilmFile {
  readonly film: Film;
  readonly #path: string;

  private constructor(path: string, film: Film) {
    this.#path = path;
    this.film = film;
  }

  /** Refuses `not_found` and `bad_film`. */
  static async open(path: string): Promise<Result<FilmFile>> {
    return reading(path, async (file) => {
      const { size } = await file.stat();
      const from = Math.max(0, size - END_BYTES);
      const tail = await textAt(file, from, size - from);
      const end = JSON.parse(tail.trimEnd().split('\n').at(-1) ?? '') as Partial<FilmEnd>;
      if (end.film === undefined) throw new Error('it has no end');
      const film = await jsonAt<Film>(file, end.film);
      if (film.schema !== 'polydesk.film') throw new Error('it is none');
      if (film.schemaVersion !== FILM_VERSION) {
        throw new Error(`it is of version ${film.schemaVersion}, not ${FILM_VERSION}`);
      }
      return new FilmFile(path, film);
    });
  }

  /** By its number, from 0. Refuses `not_found` and `bad_film`. */
  async part(number: number): Promise<Result<FilmPart>> {
    const place = this.film.parts[number];
    if (place === undefined) return refuse('not_found', `the film has no part ${number}`);
    return reading(this.#path, (file) => jsonAt<FilmPart>(file, place));
  }
}

async function reading<T>(
  path: string,
  read: (file: FileHandle) => Promise<T>,
): Promise<Result<T>> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch {
    return refuse('not_found', 'there is no such film: it was removed, or never finished');
  }
  try {
    return ok(await read(file));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'its file is damaged' : (error as Error).message;
    return refuse('bad_film', `the film cannot be read: ${why}; film it again`);
  } finally {
    await file.close();
  }
}

async function jsonAt<T>(file: FileHandle, { offset, bytes }: FilmEnd['film']): Promise<T> {
  return JSON.parse(await textAt(file, offset, bytes)) as T;
}

async function textAt(file: FileHandle, offset: number, bytes: number): Promise<string> {
  if (bytes > LINE_BYTES_MOST) throw new Error('a part of it is too large');
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, offset);
  if (bytesRead < bytes) throw new Error('its file is damaged');
  return buffer.toString('utf8');
}
