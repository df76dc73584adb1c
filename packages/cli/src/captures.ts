import { accessSync, constants, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { asDisplayed, type Screenshot, type Session, type Sound } from '@backplane/session';
import { encode } from 'fast-png';
import { fileError, UsageError } from './errors.ts';
import { printBytes } from './output.ts';
import { SoundPlayer } from './sound-player.ts';
import { WavFile } from './wav-file.ts';

/** What is to be kept of picture and sound. */
export interface CaptureArguments {
  /** PNG file for the picture at the end; `-` is standard output. */
  readonly screenshot: string | null;
  /** PNG file for the picture at the very moment at which the guest ends the run. */
  readonly exitScreenshot: string | null;
  /** PNG files for pictures in the course of a script. */
  readonly screendumps: readonly string[];
  /** `display`: as it looked on the screen of its time; `pixels`: the chip's own pixels. */
  readonly aspect: 'display' | 'pixels';
  /** WAV file for all sound. */
  readonly wav: string | null;
  /** Sound is played. */
  readonly sound: boolean;
  /** Samples a second. */
  readonly sampleRate: number;
}

/** A picture as the bytes of a PNG file with red, green, blue and alpha. */
export function pngBytes({ width, height, rgba }: Screenshot): Uint8Array {
  return encode({ width, height, data: rgba, channels: 4, depth: 8 });
}

/** Writes a picture; `-` is standard output. @throws CliError */
export function writePng(file: string, picture: Screenshot): void {
  const bytes = pngBytes(picture);
  if (file === '-') {
    printBytes(bytes);
    return;
  }
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    throw fileError(file, error);
  }
}

/** A mistake in a path is told before the run rather than after it. */
function checkFolder(file: string): void {
  if (file === '-') return;
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw fileError(file, error);
  }
}

/** Takes pictures and records the sound of a run, as the command line asks. */
export class Captures {
  readonly #session: Session;
  readonly #args: CaptureArguments;
  readonly #sound: Sound | null = null;
  readonly #wav: WavFile | null = null;
  readonly #player: SoundPlayer | null = null;
  readonly #off: (() => void)[] = [];
  #exit: Screenshot | null = null;
  #finished = false;

  /** @throws UsageError if the machine has no picture or no sound; CliError if a file cannot be written */
  constructor(session: Session, args: CaptureArguments) {
    this.#session = session;
    this.#args = args;
    const { id } = session.entry.definition;
    for (const [name, file] of [
      ['screenshot', args.screenshot],
      ['exit-screenshot', args.exitScreenshot],
      ...args.screendumps.map((file) => ['screendump', file] as const),
    ] as const) {
      if (file === null) continue;
      if (session.video === null) {
        throw new UsageError(`--${name}: ${id} draws no picture. --screen-text prints the text of a screen.`);
      }
      checkFolder(file);
      session.drawing = true;
    }
    if (args.exitScreenshot !== null) {
      this.#off.push(
        session.machine.onEvent((event) => {
          if (event.kind === 'exit') this.#exit ??= session.screenshot(event.tick);
        }),
      );
    }
    if (args.wav !== null || args.sound) {
      if (session.machine.sounds.length === 0) {
        throw new UsageError(`--${args.wav === null ? 'sound' : 'wav'}: ${id} makes no sound.`);
      }
      this.#sound = session.openSound(args.sampleRate);
      if (args.sound) this.#player = new SoundPlayer(this.#sound.rate, this.#sound.channels);
      if (args.wav !== null) this.#wav = new WavFile(args.wav, this.#sound);
      this.#off.push(session.onSlice(() => this.pull()));
    }
  }

  /** Gives the files back without pictures: the run did not begin. */
  abandon(): void {
    if (this.#finished) return;
    this.#finished = true;
    for (const off of this.#off) off();
    this.#player?.close();
    this.#wav?.close();
  }

  /** Fetches the sound up to now. Called after each slice by itself. */
  pull(): void {
    if (this.#sound !== null) this.#heard(this.#sound.read());
  }

  #heard(samples: Float32Array): void {
    this.#wav?.write(samples);
    this.#player?.write(samples);
  }

  /** Saves the picture as it is now. @throws CliError */
  dump(file: string): void {
    this.#save(file, this.#session.screenshot());
  }

  #save(file: string, picture: Screenshot): void {
    writePng(file, this.#args.aspect === 'display' ? asDisplayed(picture) : picture);
  }

  /** Writes what was asked for. */
  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    for (const off of this.#off) off();
    const { screenshot, exitScreenshot } = this.#args;
    try {
      if (screenshot !== null) this.dump(screenshot);
      if (exitScreenshot !== null) this.#save(exitScreenshot, this.#exit ?? this.#session.screenshot());
    } finally {
      this.#player?.close();
      try {
        if (this.#sound !== null) this.#heard(this.#sound.end());
      } finally {
        this.#wav?.close();
      }
    }
  }
}
