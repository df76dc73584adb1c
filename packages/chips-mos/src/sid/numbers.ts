import { StateError, type StateIo } from '@backplane/kernel';

/**
 * Visits an integer from 0 to `most`.
 * @throws StateError if another number is loaded
 */
export function whole(io: StateIo, name: string, value: number, most: number): number {
  const result = io.number(name, value);
  if (io.loading && !(Number.isSafeInteger(result) && result >= 0 && result <= most)) {
    throw new StateError(`A SID's "${name}" is ${result}, not 0–${most}: the snapshot is damaged.`);
  }
  return result;
}
