import type { Answer, Api } from './api.ts';
import type { Session } from './session.ts';

type Speakers = { readonly api: Api; readonly session: Session };

/** Says what only a session in control may say; takes control first where it is missing. */
export async function sayUnderControl<T>(
  { api, session }: Speakers,
  path: string,
  body: object,
): Promise<Answer<T>> {
  const answer = await api.say<T>(path, body);
  if (answer.ok || answer.code !== 'no_control') return answer;
  const control = await session.takeControl();
  return control.ok ? api.say<T>(path, body) : control;
}
