import { writeSync } from 'node:fs';

/*
 * Standard output and error
 *
 * Everything goes out before the program ends, also into a pipe, and a reader that has gone away (`| head`) ends the
 * program quietly.
 */

/** Thrown when nobody reads standard output any more. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

function put(fd: number, text: string | Uint8Array): void {
  let bytes: Uint8Array = typeof text === 'string' ? Buffer.from(text) : text;
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EAGAIN') {
        // a non-blocking pipe is full: wait a little without spinning
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        continue;
      }
      if (code === 'EPIPE' || code === 'EIO' || code === 'EBADF') throw new OutputClosed();
      throw error;
    }
  }
}

/** A line on standard output. @throws OutputClosed */
export function print(text = ''): void {
  put(1, `${text}\n`);
}

/** Bytes on standard output. @throws OutputClosed */
export function printBytes(bytes: Uint8Array): void {
  put(1, bytes);
}

/** A message to the user on standard error, with the program's name in front of it. */
export function tell(text: string): void {
  try {
    put(2, `backplane: ${text}\n`);
  } catch {
    // nobody can be told
  }
}
