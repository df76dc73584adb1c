export * from './mm58167.ts';
export { type CalendarTime, daysOf } from './mm58167-calendar.ts';
export * from './uart/index.ts';
