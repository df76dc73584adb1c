import type { StateIo } from '@backplane/kernel';

/** A visitor that saves nothing and checks that no name is used twice in a section. */
export class NameCheck implements StateIo {
  readonly loading = false;
  version = 1;
  #names = new Set<string>();
  readonly #path: readonly string[];

  constructor(path: readonly string[] = []) {
    this.#path = path;
  }

  #note(name: string): void {
    if (this.#names.has(name)) {
      throw new Error(`The name "${[...this.#path, name].join('/')}" is used twice: a difference could not be told.`);
    }
    this.#names.add(name);
  }

  number(name: string, value: number): number {
    this.#note(name);
    if (typeof value !== 'number') throw new Error(`"${name}" is saved as a number and is ${String(value)}.`);
    return value;
  }

  bool(name: string, value: boolean): boolean {
    this.#note(name);
    if (typeof value !== 'boolean') throw new Error(`"${name}" is saved as true or false and is ${String(value)}.`);
    return value;
  }

  string(name: string, value: string): string {
    this.#note(name);
    return value;
  }

  bytes(name: string): void {
    this.#note(name);
  }

  ints(name: string): void {
    this.#note(name);
  }

  doubles(name: string): void {
    this.#note(name);
  }

  blob(name: string, value: Uint8Array): Uint8Array {
    this.#note(name);
    return value;
  }

  section(name: string, version: number, visit: (io: StateIo) => void): void {
    this.#note(name);
    const inner = new NameCheck([...this.#path, name]);
    inner.version = version;
    visit(inner);
  }
}
