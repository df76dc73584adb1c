import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';

/** Whether there are terminals for tests. */
export const available = process.platform !== 'win32' && spawnSync('tmux', ['-V']).status === 0;
export const root = resolve(import.meta.dirname, '../../../..');
const PATIENCE = 60_000;

/** A shell in a pseudo terminal, under tmux. */
export class Shell {
  readonly folder = mkdtempSync(join(tmpdir(), 'backplane-tmux-'));
  readonly #socket = join(this.folder, 'socket');

  constructor(columns: number, rows: number) {
    this.tmux('-f', '/dev/null', 'new-session', '-d', '-x', `${columns}`, '-y', `${rows}`, '-c', root, 'sh');
    this.run('PS1="prompt> "; stty -g > "$D/before"', { D: this.folder });
  }

  tmux(...args: string[]): string {
    return execFileSync('tmux', ['-S', this.#socket, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, TMUX: '', LC_ALL: 'C.UTF-8', ENV: '' },
    });
  }

  /** Types a command line. */
  run(line: string, variables: Record<string, string> = {}): void {
    const assignments = Object.entries(variables).map(([name, value]) => `${name}='${value}'; `);
    this.tmux('send-keys', '-l', assignments.join('') + line);
    this.tmux('send-keys', 'Enter');
  }

  keys(...names: string[]): void {
    this.tmux('send-keys', ...names);
  }

  text(text: string): void {
    this.tmux('send-keys', '-l', text);
  }

  screen(...options: string[]): string {
    return this.tmux('capture-pane', '-p', ...options);
  }

  /** Alternate screen, cursor shown, autowrap. */
  modes(): string {
    return this.tmux('display-message', '-p', '#{alternate_on} #{cursor_flag} #{wrap_flag}').trim();
  }

  file(name: string): string {
    const path = join(this.folder, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  /** Waits until `value` gives what is wanted. */
  async until<T>(value: () => T, wanted: (value: T) => boolean): Promise<T> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const got = value();
      if (wanted(got)) return got;
      if (Date.now() > end) throw new Error(`Waited in vain. Last: ${String(got)}\nScreen:\n${this.screen()}`);
      await new Promise((done) => setTimeout(done, 30));
    }
  }

  sees(text: string): Promise<string> {
    return this.until(
      () => this.screen(),
      (screen) => screen.includes(text),
    );
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(Number(this.file('pid')), signal);
  }

  /** The program has ended with that status, and the terminal is as it was before. */
  async isRestored(status: string): Promise<void> {
    await this.until(
      () => this.screen().trimEnd(),
      (screen) => screen.endsWith('\nprompt>'),
    );
    this.run('echo "ended: $?"');
    await this.sees(`ended: ${status}\n`);
    expect(this.modes()).toBe('0 1 1');
    this.run('stty -g > "$D/after"; echo done > "$D/mark"');
    await this.until(
      () => this.file('mark'),
      (mark) => mark !== '',
    );
    expect(this.file('after')).toBe(this.file('before'));
    expect(this.screen()).toContain('prompt>');
  }

  close(): void {
    try {
      this.tmux('kill-server');
    } catch {
      // it has ended by itself
    }
    // a program that was hung up may still write its last file there
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}
