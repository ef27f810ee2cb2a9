import type { Answer, Api } from './api.ts';
import type { Session } from './session.ts';

type Speakers = { readonly api: Api; readonly session: Session };

/**
 * Says what only a session in control may say, `now` in ms. Control is taken first where it is not
 * known to be there, and once more where the server has another clock.
 */
export async function sayUnderControl<T>(
  { api, session }: Speakers,
  path: string,
  body: object,
  now: number = Date.now(),
): Promise<Answer<T>> {
  if (session.hasControl(now)) {
    const answer = await api.say<T>(path, body);
    if (answer.ok || answer.code !== 'no_control') return answer;
  }
  const control = await session.takeControl();
  return control.ok ? api.say<T>(path, body) : control;
}
