import { createMachine, findText, type Machine, NO_ROMS, screenText } from '@backplane/kernel';
import { basic, chargen, kernal } from '@backplane/roms-c64';
import { catalog } from '../../src/catalog.ts';
import { originals } from '../support/originals.ts';

const own = { kernal, basic, chargen };
const commodore = { kernal: '901227-03', basic: '901226-01', chargen: '901225-01' };

type Entry = (typeof catalog.machines)[number];

/** The machines of the catalog that a test runs on. */
export const machines: readonly { readonly id: string; readonly entry: Entry }[] = catalog.machines.map((entry) => ({
  id: entry.definition.id,
  entry,
}));

/** A Commodore 64 and somebody at its keyboard. */
export class Desk {
  readonly machine: Machine;
  readonly #encode: (text: string) => Uint8Array;

  /** With the project's firmware, or with originals (the folder must be there). */
  constructor(entry: Entry, firmware: 'own' | 'original' = 'own') {
    const { definition } = entry;
    if (firmware === 'original') {
      const { roms } = originals();
      this.machine = createMachine(definition, { roms: roms!, romChoices: commodore }) as unknown as Machine;
    } else {
      const sets = Object.entries(own).map(([name, { title, sha1, bytes }]) => {
        const set = definition.roms![name as keyof typeof own];
        return [
          name,
          { title: set.title, size: set.size, images: [{ id: 'own', title, sha1, bytes }], default: 'own' },
        ];
      });
      const changed = { ...definition, roms: Object.fromEntries(sets) } as typeof definition;
      this.machine = createMachine(changed, { roms: NO_ROMS }) as unknown as Machine;
    }
    this.#encode = entry.keyboard.buffer.encode;
  }

  /** Lines of the screen without blanks at their ends, and without the empty ones at its end. */
  get screen(): string[] {
    const lines = screenText(this.machine.screen!).map((line) => line.trimEnd());
    while (lines.length > 0 && lines.at(-1) === '') lines.pop();
    return lines;
  }

  run(seconds: number): this {
    this.machine.run(Math.round(seconds * this.machine.ticksPerSecond));
    return this;
  }

  /** Runs until a text is on the screen; the emulated seconds it took. @throws Error after `seconds` */
  until(text: string, seconds: number): number {
    const { machine } = this;
    const from = machine.tick;
    while (machine.tick < from + seconds * machine.ticksPerSecond) {
      if (findText(machine.screen!, text) !== null) return (machine.tick - from) / machine.ticksPerSecond;
      this.run(0.02);
    }
    throw new Error(`"${text}" has not appeared:\n${this.screen.join('\n')}`);
  }

  /** Puts text into the keyboard buffer as it empties. */
  type(text: string): this {
    this.machine.input('keybuf', this.#encode(text));
    return this;
  }

  /** Holds keys of the matrix for a tenth of a second. */
  strike(...keys: string[]): this {
    for (const key of keys) this.machine.input('keyboard', `+${key}`);
    this.run(0.1);
    for (const key of keys) this.machine.input('keyboard', `-${key}`);
    return this.run(0.1);
  }

  peek(address: number): number {
    return this.machine.wired.spaces.memory!.peek(address);
  }
}
