import type { Alert } from '../../ports/notifier.ts';

/** An alert of a desk, which is named when it is known which one that is. */
export type Draft = Omit<Alert, 'id' | 'desk' | 'isSimulated' | 'count'>;
