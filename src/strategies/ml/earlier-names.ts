/** What runs and settings called these before 2026-11-27: theirs are read still. */
export const ML_EARLIER_NAMES = {
  buysPerHour: 'betsPerHour',
  buysInHour: 'betsInHour',
  buysInHourLimit: 'betsInHourLimit',
  buys_many: 'bets_many',
} as const;
