import type { LiveRecordingOptions } from '../../src/runtime/record/live-recording.ts';

type Asked = Pick<LiveRecordingOptions, 'venue' | 'root' | 'dataset'> &
  Partial<LiveRecordingOptions>;

/** A recording of five-minute bitcoin windows, of a venue on this machine alone. */
export function loopbackRecording(asked: Asked): LiveRecordingOptions {
  return {
    assets: ['btc'],
    frames: ['5m'],
    feeds: [],
    credentials: undefined,
    keepFramesMs: undefined,
    userAgent: 'polydesk-test/1',
    onNews: () => {},
    ...asked,
  };
}
