// The time that a record of doses is asked for: whole hours, so that two looks within the hour are the same question.

const HOUR = 3_600_000;

/** From `back` hours before the running hour to `ahead` hours after it. */
export function windowOf(now: number, back: number, ahead: number): { from: string; to: string } {
  const hour = Math.floor(now / HOUR) * HOUR;
  return { from: new Date(hour - back * HOUR).toISOString(), to: new Date(hour + (ahead + 1) * HOUR).toISOString() };
}
