import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { available, Shell } from './shell.ts';

/*
 * The front end in a real pseudo terminal, under tmux: what the user sees, and that the terminal is put back however the
 * program ends.
 */

const fixture = join(import.meta.dirname, 'fixtures/guest.ts');

async function startGuest(shell: Shell): Promise<void> {
  shell.run(`node --conditions=@backplane/source --import tsx '${fixture}' "$D/pid" "$D/reason"`);
  await shell.sees('ready');
  await shell.until(
    () => shell.file('pid'),
    (pid) => pid !== '',
  );
}

describe.skipIf(!available)(
  `HostTerminal in a real terminal${available ? '' : ' (skipped: tmux is not installed)'}`,
  () => {
    let shell: Shell;

    beforeEach(async () => {
      shell = new Shell(90, 30);
      await shell.until(
        () => shell.file('before'),
        (before) => before !== '',
      );
      await startGuest(shell);
    });

    afterEach(() => shell.close());

    it('shows the guest in a frame with a status line, and its attributes', async () => {
      expect(shell.modes()).toBe('1 1 0');
      shell.text('plain!reverse!plain');
      const screen = await shell.sees('plain!reverse!plain');
      const lines = screen.split('\n');
      expect(lines[1]).toBe(`    ┌─┤Fake guest├${'─'.repeat(67)}┐`);
      expect(lines[2]).toBe(`    │ready${' '.repeat(75)}│`);
      expect(lines[26]).toBe(`    └${'─'.repeat(80)}┘`);
      expect(lines[29]).toMatch(/^ Fake guest {3}4\.00 MHz {2}×1\.0 {2}A:· +Ctrl-\] q quits, Ctrl-\] \? help$/);
      expect(shell.screen('-e')).toContain('plain\x1b[7m!reverse\x1b[0m');
    });

    it('passes keys to the guest: control codes, arrows, a lone ESC', async () => {
      shell.keys('C-c', 'C-z', 'Up', 'BSpace', 'Enter', 'Tab');
      await shell.sees('<3><1a><b><8><d><9>');
      shell.keys('Escape');
      await shell.sees('<9><1b>');
    });

    it('types pasted text, line ends as Enter', async () => {
      shell.tmux('set-buffer', 'first\nsecond');
      shell.tmux('paste-buffer', '-p');
      await shell.sees('first<d>second');
    });

    it('leaves by the menu', async () => {
      shell.keys('C-]');
      await shell.sees('r reset');
      shell.text('r');
      await shell.sees('Reset done.');
      shell.keys('C-]');
      await shell.sees('q quit');
      shell.text('q');
      await shell.sees('goodbye');
      await shell.isRestored('0');
      expect(shell.file('reason')).toBe('command');
      expect(shell.screen()).not.toContain('ready');
    });

    it('draws anew when the window changes its size', async () => {
      shell.tmux('resize-window', '-x', '80', '-y', '24');
      await shell.until(
        () => shell.screen().split('\n')[0],
        (line) => line === 'ready',
      );
      expect(shell.screen()).not.toContain('│');
      shell.tmux('resize-window', '-x', '60', '-y', '10');
      await shell.sees('part of 80×24');
      shell.tmux('resize-window', '-x', '100', '-y', '40');
      await shell.sees('┤Fake guest├');
    });

    it.each([
      ['E', '3', ''],
      ['X', '1', 'thrown on purpose'],
      ['R', '1', 'rejected on purpose'],
    ])('restores the terminal when the program ends by %s', async (character, status, text) => {
      shell.text(character);
      await shell.isRestored(status);
      expect(shell.screen()).toContain(text);
    });

    it.each([
      ['SIGINT', '130'],
      ['SIGTERM', '143'],
      ['SIGHUP', '129'],
      ['SIGQUIT', '131'],
    ] as const)(
      'restores the terminal on %s, lets the program finish, and ends by the signal',
      async (signal, status) => {
        shell.kill(signal);
        await shell.isRestored(status);
        expect(shell.file('reason')).toBe(signal);
      },
    );

    it('restores the terminal while it is stopped and comes back with fg', async () => {
      for (const stop of [() => shell.kill('SIGTSTP'), () => shell.keys('C-]', 'z')]) {
        stop();
        await shell.until(
          () => shell.modes(),
          (modes) => modes === '0 1 1',
        );
        shell.run('rm -f "$D/again"; stty -g > "$D/again"; echo "stopped ok"');
        await shell.sees('stopped ok');
        await shell.until(
          () => shell.file('again'),
          (again) => again === shell.file('before'),
        );
        shell.run('clear; fg');
        await shell.sees('┤Fake guest├');
        expect(shell.modes()).toBe('1 1 0');
        shell.text('awake');
        await shell.sees('awake');
      }
      shell.text('E');
      await shell.isRestored('3');
    });

    it('notices that its window is gone', async () => {
      const pid = Number(shell.file('pid'));
      shell.tmux('kill-server');
      await shell.until(
        () => shell.file('reason'),
        (reason) => reason === 'SIGHUP' || reason === 'input-ended',
      );
      await shell.until(
        () => {
          try {
            process.kill(pid, 0);
            return 'alive';
          } catch {
            return 'gone';
          }
        },
        (state) => state === 'gone',
      );
    });
  },
);
