/** One test of the VICE test bench: build the machine, start the program, judge the end. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createMachine, type Machine, type RomSource, type VideoOutput } from '@backplane/kernel';
import { catalog } from '@backplane/machine-c64';
import { decode, encode } from 'fast-png';

/** A mistake in the arguments or in the data: told in a sentence, without a stack trace. */
export class UsageError extends Error {}

/** An entry of the list. */
export interface BenchTest {
  readonly id: string;
  readonly tier: number;
  /** Folder, relative to the programs. */
  readonly path: string;
  readonly prg: string | null;
  readonly type: 'exitcode' | 'screenshot';
  readonly expect: 'ok' | 'error' | 'timeout';
  readonly timeout_cycles: number;
  readonly options: {
    readonly cia?: 'old' | 'new';
    readonly sid?: '6581' | '8580';
    readonly vicii?: 'old' | 'new';
    readonly cart?: string;
    readonly mount?: { readonly type: string; readonly file: string };
    readonly reu_kb?: number;
    readonly georam_kb?: number;
    readonly other?: readonly string[];
  };
  readonly machines: readonly string[];
  readonly start?: { readonly method: string };
  readonly reference?: { readonly png: string; readonly char_origin: readonly [number, number] };
}

export interface BenchSettings {
  readonly programs: string;
  readonly roms?: string;
  readonly firmware: 'own' | 'original';
  /** Folder for pictures that differ. */
  readonly pictures?: string;
}

export interface BenchResult {
  readonly id: string;
  readonly tier: number;
  readonly machine: string;
  readonly passed: boolean;
  readonly outcome: string;
  readonly cycles: number;
  readonly seconds: number;
}

/** Where the first character lies in what the machine shows. */
const ORIGIN: Readonly<Record<string, readonly [number, number]>> = { pal: [32, 35], ntsc: [32, 23] };
/** An injected program gets more time than the published limit, which counts from power-on with a load through a drive. */
const limitOf = (test: BenchTest): number => test.timeout_cycles * 1.5 + 2_000_000;

function romFolder(folder: string | undefined): RomSource {
  if (folder === undefined) return { find: () => undefined, places: [] };
  const bySha1 = new Map<string, Uint8Array>();
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    bySha1.set(createHash('sha1').update(bytes).digest('hex'), bytes);
  }
  return { find: (sha1) => bySha1.get(sha1), places: [folder] };
}

interface Loaded {
  readonly medium: unknown;
}

/** The machine for a test, with its media in place, and started. @throws an Error that says what is not there */
function build(test: BenchTest, machineName: string, settings: BenchSettings): Machine {
  const entry = catalog.machines.find((m) => m.definition.id === (machineName === 'ntsc' ? 'c64-ntsc' : 'c64'));
  if (entry === undefined) throw new Error(`no machine for ${machineName}`);
  const { definition } = entry;
  const { options } = test;
  const chosen: Record<string, unknown> = { debugcart: true };
  // the old chips that the tests of the serial port were made with are those of week 44 of 1985
  if (options.cia !== undefined) chosen.cia = options.cia === 'old' ? '6526-4485' : '8521';
  if (options.sid !== undefined) chosen.sid = options.sid;
  if (options.vicii === 'new') chosen.vic = machineName === 'ntsc' ? '8562' : '8565';
  const overlays = options.other ?? [];
  for (const name of overlays) {
    if (!Object.hasOwn(definition.overlays ?? {}, name)) throw new Error(`no ${name}`);
  }
  const slots: Record<string, string> = options.mount === undefined ? {} : { drive8: 'virtual' };
  if (options.cart !== undefined) slots.expansion = 'cartridge';
  if (options.reu_kb !== undefined) {
    if (options.cart !== undefined) throw new Error('no two cartridges at once');
    slots.expansion = `reu${options.reu_kb}k`;
  }
  if (options.georam_kb !== undefined) slots.expansion = `georam${options.georam_kb}k`;
  const original = settings.firmware === 'original';
  const machine = createMachine(definition, {
    options: chosen,
    slots,
    overlays,
    roms: romFolder(settings.roms),
    ...(original ? { romChoices: { kernal: '901227-03', basic: '901226-01', chargen: '901225-01' } } : {}),
  } as Parameters<typeof createMachine>[1]) as Machine;
  const open = (bay: string, file: string): void => {
    const image = readFileSync(join(settings.programs, file));
    const support = (entry as { media?: { open(bay: string, image: Uint8Array, request: unknown): Loaded } }).media;
    if (support === undefined) throw new Error('no media');
    const sha1 = createHash('sha1').update(image).digest('hex');
    machine.insert(bay, support.open(bay, image, { name: basename(file), sha1 }).medium);
  };
  if (options.cart !== undefined) open('expansion.cartridge', options.cart);
  if (options.mount !== undefined) open('drive8.disk', options.mount.file);
  if (test.prg !== null) {
    if (test.start?.method === 'LOAD-from-mounted-image') {
      machine.input('autostart', `disk ${basename(test.prg, '.prg').toUpperCase()}`);
    } else if (test.path.startsWith('C64/autostart')) {
      // these start themselves while they are loaded: they must come from a disk
      open('drive8.disk', `${test.path}/${test.prg}`);
      machine.input('autostart', `run disk ${basename(test.prg, '.prg').toUpperCase()}`);
    } else {
      open('program', `${test.path}/${test.prg}`);
      machine.input('autostart', 'run');
    }
  }
  return machine;
}

/** Runs one test on one machine. Never throws: what cannot be run has failed, with the reason as its outcome. */
export function runTest(test: BenchTest, machineName: string, settings: BenchSettings): BenchResult {
  const from = process.hrtime.bigint();
  const result = (passed: boolean, outcome: string, cycles: number): BenchResult => ({
    id: test.id,
    tier: test.tier,
    machine: machineName,
    passed,
    outcome,
    cycles,
    seconds: Number(process.hrtime.bigint() - from) / 1e9,
  });
  let machine: Machine;
  try {
    machine = build(test, machineName, settings);
  } catch (error) {
    return result(false, `cannot run: ${(error as Error).message}`, 0);
  }
  try {
    const video = machine.displays[0]?.[1];
    if (video !== undefined) video.enabled = test.type === 'screenshot';
    let picture: Picture | null = null;
    machine.onEvent((event) => {
      if (event.kind === 'exit' && test.type === 'screenshot' && video !== undefined) {
        video.draw(event.tick);
        picture = take(video);
      }
    });
    const clock = machine.wired.clocks.phi2!;
    const limit = limitOf(test);
    let reason = 'limit';
    // a JAM is not the end: the screen goes on, and so do tests that wait for the limit
    while (machine.processor.cycles < limit && reason !== 'exit') reason = machine.runUntil(clock.tickOf(limit));
    const { cycles } = machine.processor;
    const code = machine.stopEvent?.kind === 'exit' ? (machine.stopEvent.code ?? 0) : null;
    if (test.type === 'screenshot' && code !== null) {
      const outcome = compare(test, machineName, picture!, settings);
      // a self test of the runner expects its picture to differ
      return result((outcome === null) === (test.expect === 'ok'), outcome ?? 'picture equal', cycles);
    }
    const got = code === null ? 'timeout' : code === 0 ? 'ok' : code === 0xff ? 'error' : `exit ${code}`;
    return result(got === test.expect && test.type === 'exitcode', got, cycles);
  } catch (error) {
    return result(false, `broken: ${(error as Error).stack ?? error}`, machine.processor.cycles);
  }
}

// ---------------------------------------------------------------- pictures

interface Picture {
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB per pixel. */
  readonly colours: Uint32Array;
}

function take(video: VideoOutput): Picture {
  const { visible, palette, pixels, width } = video;
  const colours = new Uint32Array(visible.width * visible.height);
  for (let y = 0; y < visible.height; y++) {
    for (let x = 0; x < visible.width; x++) {
      colours[y * visible.width + x] = palette[pixels[(visible.y + y) * width + visible.x + x]!]!;
    }
  }
  return { width: visible.width, height: visible.height, colours };
}

function readPicture(path: string): Picture {
  const png = decode(readFileSync(path));
  const colours = new Uint32Array(png.width * png.height);
  const palette = png.palette;
  for (let i = 0; i < colours.length; i++) {
    if (palette !== undefined) {
      const [r, g, b] = palette[png.data[i]!]!;
      colours[i] = (r! << 16) | (g! << 8) | b!;
    } else {
      const at = i * png.channels;
      colours[i] = (png.data[at]! << 16) | (png.data[at + 1]! << 8) | png.data[at + 2]!;
    }
  }
  return { width: png.width, height: png.height, colours };
}

/** Null if the pictures agree where they overlap, aligned on the first character. */
function compare(test: BenchTest, machineName: string, shown: Picture, settings: BenchSettings): string | null {
  const reference = readPicture(join(settings.programs, test.reference!.png));
  const [ox, oy] = ORIGIN[machineName]!;
  const dx = test.reference!.char_origin[0] - ox;
  const dy = test.reference!.char_origin[1] - oy;
  let different = 0;
  let first = '';
  const difference = new Uint8Array(shown.width * shown.height * 3);
  for (let y = 0; y < shown.height; y++) {
    for (let x = 0; x < shown.width; x++) {
      const rx = x + dx;
      const ry = y + dy;
      if (rx < 0 || ry < 0 || rx >= reference.width || ry >= reference.height) continue;
      const a = shown.colours[y * shown.width + x]!;
      const b = reference.colours[ry * reference.width + rx]!;
      if (a === b) continue;
      if (different++ === 0) first = `${x},${y} (shown ${a.toString(16)}, expected ${b.toString(16)})`;
      difference.set([a >> 16, (a >> 8) & 255, a & 255], (y * shown.width + x) * 3);
    }
  }
  if (different === 0) return null;
  if (settings.pictures !== undefined) {
    const rgb = new Uint8Array(shown.colours.length * 3);
    shown.colours.forEach((c, i) => {
      rgb.set([c >> 16, (c >> 8) & 255, c & 255], i * 3);
    });
    const name = join(settings.pictures, `${test.id.replaceAll(/[^\w.@-]+/g, '_')}.${machineName}`);
    const { width, height } = shown;
    writeFileSync(`${name}.png`, encode({ width, height, data: rgb, channels: 3, depth: 8 }));
    writeFileSync(`${name}.difference.png`, encode({ width, height, data: difference, channels: 3, depth: 8 }));
  }
  return `${different} pixels differ, the first at ${first}`;
}
