/*
 * The MM58167's counters as a calendar
 *
 * Milliseconds to months; there is no year, and February has 28 days.
 */

export const MS_PER_SECOND = 1000;
export const MS_PER_MINUTE = 60 * MS_PER_SECOND;
export const MS_PER_HOUR = 60 * MS_PER_MINUTE;
export const MS_PER_DAY = 24 * MS_PER_HOUR;

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS = 365;

/** What the counters show. */
export interface CalendarTime {
  /** Milliseconds since midnight. */
  readonly ms: number;
  /** 1–7, 1–31, 1–12. */
  readonly weekday: number;
  readonly day: number;
  readonly month: number;
}

/** Days of a month. */
export function daysOf(month: number): number {
  return MONTHS[month - 1]!;
}

/** What the counters show `elapsed` milliseconds after they showed `from`. */
export function later(from: CalendarTime, elapsed: number): CalendarTime {
  const total = from.ms + elapsed;
  const days = Math.floor(total / MS_PER_DAY);
  let { day, month } = from;
  let left = days % DAYS;
  // a 31st of a month that has fewer days is its last one
  if (days > 0) day = Math.min(day, daysOf(month));
  while (left > 0) {
    const step = Math.min(left, daysOf(month) - day + 1);
    left -= step;
    day += step;
    if (day <= daysOf(month)) break;
    day = 1;
    month = month === 12 ? 1 : month + 1;
  }
  return { ms: total - days * MS_PER_DAY, weekday: ((from.weekday - 1 + days) % 7) + 1, day, month };
}

/** Milliseconds from `time` to the next beginning of a week, or of a month. */
export function untilWeek(time: CalendarTime): number {
  return (8 - time.weekday) * MS_PER_DAY - time.ms;
}

export function untilMonth(time: CalendarTime): number {
  return Math.max(1, daysOf(time.month) - time.day + 1) * MS_PER_DAY - time.ms;
}
