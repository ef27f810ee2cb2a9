import { CONFIG_FILE } from './settings.ts';

/** That no place is named to tell alerts at. `path`: of the configuration, where there is one. */
export function nowhereInWords(path: string | undefined): string {
  return path === undefined
    ? `there is no ${CONFIG_FILE} here, so nothing says where to tell alerts`
    : `${path} says nowhere to tell alerts`;
}
