import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CliError } from './errors.ts';
import { toPcm16 } from './wav-file.ts';

/** Programs that play samples from standard input, best first, and how they are told what comes. */
const PLAYERS: readonly (readonly [program: string, args: (rate: number, channels: number) => string[]])[] = [
  ['pacat', (r, c) => ['--raw', '--format=s16le', `--rate=${r}`, `--channels=${c}`, '--latency-msec=60']],
  ['aplay', (r, c) => ['-q', '-t', 'raw', '-f', 'S16_LE', '-r', `${r}`, '-c', `${c}`, '-']],
  ['play', (r, c) => ['-q', '-t', 'raw', '-r', `${r}`, '-e', 'signed', '-b', '16', '-c', `${c}`, '-']],
  [
    'ffplay',
    (r, c) => [
      '-nodisp',
      '-loglevel',
      'quiet',
      '-f',
      's16le',
      '-ar',
      `${r}`,
      '-ac',
      `${c}`,
      '-fflags',
      'nobuffer',
      '-',
    ],
  ],
];

/** Seconds of sound that wait for the player at most; what comes then is left out. */
const MOST_WAITING = 0.25;

/** The first player in the folders of PATH: its file, and how it is told what comes. */
function findPlayer(env: Readonly<Record<string, string | undefined>>): (typeof PLAYERS)[number] | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const [program, args] of PLAYERS) {
    for (const folder of folders) {
      const file = join(folder, program + suffix);
      try {
        accessSync(file, constants.X_OK);
        return [file, args];
      } catch {
        // not here
      }
    }
  }
  return undefined;
}

/** Plays sound by a program of the host. Without it, or when it ends, there is silence. */
export class SoundPlayer {
  readonly #child: ChildProcess;
  readonly #most: number;
  #gone = false;

  /** @throws CliError if the host has none of the programs */
  constructor(rate: number, channels: number, env: Readonly<Record<string, string | undefined>> = process.env) {
    const player = findPlayer(env);
    if (player === undefined) {
      const names = PLAYERS.map(([program]) => program).join(', ');
      throw new CliError(`--sound: none of the programs that play sound is installed: ${names}.`);
    }
    this.#most = MOST_WAITING * rate * channels * 2;
    // in a session of its own it does not get the terminal's signals
    this.#child = spawn(player[0], player[1](rate, channels), { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    const gone = (): void => {
      this.#gone = true;
    };
    this.#child.on('error', gone);
    this.#child.on('exit', gone);
    this.#child.stdin!.on('error', gone);
    this.#child.unref();
  }

  /** Bytes that the player has not taken. */
  get waiting(): number {
    return this.#child.stdin!.writableLength;
  }

  /** Plays samples, unless too many wait already (the machine runs faster than real time). */
  write(samples: Float32Array): void {
    if (this.#gone || samples.length === 0 || this.waiting > this.#most) return;
    this.#child.stdin!.write(toPcm16(samples));
  }

  close(): void {
    if (!this.#gone) this.#child.kill();
    this.#gone = true;
  }
}
