import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Session } from '@backplane/session';
import { fileError, UsageError } from './errors.ts';
import { printBytes } from './output.ts';

interface OutputFile {
  readonly file: string;
  /** −1: standard output. */
  readonly fd: number;
  bytes: number[];
}

/** Byte streams between devices of the machine and files. */
export class Streams {
  readonly #session: Session;
  readonly #files: OutputFile[] = [];
  readonly #off: () => void;

  constructor(session: Session) {
    this.#session = session;
    this.#off = session.onSlice(() => this.flush());
  }

  /** Sends an output to a file, which is emptied first; `-` is standard output. */
  output(name: string, file: string): void {
    let fd = -1;
    if (file !== '-') {
      try {
        fd = openSync(file, 'w');
      } catch (error) {
        throw fileError(file, error);
      }
    }
    const target: OutputFile = { file, fd, bytes: [] };
    this.#session.machine.onOutput(name, (value) => target.bytes.push(value & 0xff));
    this.#files.push(target);
  }

  /** Gives an input all bytes of a file; `-` is standard input. */
  input(name: string, file: string): void {
    const spec = this.#session.machine.flat.inputs?.[name];
    if (spec === undefined) throw new UsageError(`There is no input "${name}".`);
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(file === '-' ? 0 : file);
    } catch (error) {
      throw fileError(file, error);
    }
    this.#session.input(name, Uint8Array.from(bytes));
  }

  /** Writes what has come. @throws CliError if the host cannot take it */
  flush(): void {
    for (const target of this.#files) {
      if (target.bytes.length === 0) continue;
      let bytes = Uint8Array.from(target.bytes);
      target.bytes = [];
      if (target.fd < 0) {
        printBytes(bytes);
        continue;
      }
      try {
        while (bytes.length > 0) bytes = bytes.subarray(writeSync(target.fd, bytes));
      } catch (error) {
        throw fileError(target.file, error);
      }
    }
  }

  close(): void {
    this.#off();
    this.flush();
    for (const { fd } of this.#files) if (fd >= 0) closeSync(fd);
    this.#files.length = 0;
  }
}
