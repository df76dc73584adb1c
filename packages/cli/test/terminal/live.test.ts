import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { available, root, Shell } from './shell.ts';

/*
 * A machine with keys and a picture in a real pseudo terminal, as its user has it
 */

const pocket = join(root, 'packages/session/test/pocket.ts');
const main = join(root, 'packages/cli/src/main.ts');

describe.skipIf(!available)(`a live machine${available ? '' : ' (skipped: tmux is not installed)'}`, () => {
  let shell: Shell;

  const start = async (...args: string[]): Promise<void> => {
    shell.run(
      `NO_COLOR= COLORTERM=truecolor node --conditions=@backplane/source --import tsx '${main}' run pocket --machine-package '${pocket}' ${args.join(' ')} & echo $! > "$D/pid"; fg`,
    );
    await shell.sees('Pocket computer');
    await shell.until(
      () => shell.file('pid'),
      (pid) => pid.endsWith('\n'),
    );
  };

  beforeEach(async () => {
    shell = new Shell(80, 24);
    await shell.until(
      () => shell.file('before'),
      (before) => before !== '',
    );
  });

  afterEach(() => shell.close());

  it('takes keys, Shift and pastes, and ends with the guest’s exit code', async () => {
    await start();
    shell.text('Hi "you"');
    await shell.sees('Hi "you"');
    shell.keys('C-F1', 'Enter');
    shell.tmux('set-buffer', 'text\nexit 6');
    shell.tmux('paste-buffer', '-p');
    await shell.sees('exit 6');
    shell.keys('Enter');
    await shell.isRestored('6');
    // the last picture stays where it can be read
    expect(shell.screen()).toContain('exit 6');
  });

  it('shows its colours, and the picture when there is no text or the user asks', async () => {
    await start();
    shell.text('abc');
    await shell.sees('abc');
    // yellow on blue, as the machine has it
    expect(shell.screen('-e')).toMatch(/38;2;255;255;0(?:m.\[48;2;0;0;255)?mabc/);
    shell.keys('C-]', 'g');
    await shell.until(
      () => shell.screen(),
      (screen) => !screen.includes('abc') && screen.includes('▀'),
    );
    shell.keys('C-]', 'g');
    await shell.sees('abc');
    shell.keys('Enter');
    shell.text('picture');
    shell.keys('Enter');
    await shell.until(
      () => shell.screen(),
      (screen) => !screen.includes('abc') && screen.includes('▀'),
    );
    shell.tmux('resize-window', '-x', '50', '-y', '12');
    await shell.until(
      () => shell.screen().split('\n'),
      (lines) => lines[11]!.includes('Pocket') && lines.slice(0, 11).every((line) => line.includes('▀') || line === ''),
    );
  });

  it('has a joystick on its arrow keys when the user wants one', async () => {
    await start();
    shell.keys('C-]', 'j');
    await shell.sees('Arrow keys and Space are: Joystick.');
    shell.keys('Up');
    await shell.sees('10');
    // two at once: 8, then 8 + 16; they come up one after the other, or together
    shell.keys('Right', 'Space');
    await shell.until(
      () => shell.screen(),
      (screen) => /10824(?:16|8)?0/.test(screen),
    );
    shell.keys('C-]', 'j');
    await shell.sees('are keys again');
    shell.text('a z');
    await shell.sees('a z');
    shell.keys('C-]', 'q');
    await shell.isRestored('0');
  });

  it('saves its picture from the menu', async () => {
    await start('--graphics', 'half');
    shell.keys('C-]', 'i');
    await shell.sees('Save the picture to file: pocket-1.png');
    shell.keys('C-u');
    shell.text(`${shell.folder}/menu.png`);
    shell.keys('Enter');
    await shell.sees('Saved to');
    const png = decode(readFileSync(join(shell.folder, 'menu.png')));
    expect([png.width, png.height, png.channels]).toEqual([64, 40, 4]);
    shell.keys('C-]', 'q');
    await shell.isRestored('0');
  });

  it('starts a file from the menu, and tells what is none', async () => {
    writeFileSync(join(shell.folder, 'b.pocket'), 'POCKET\nabc\nexit 9\n');
    writeFileSync(join(shell.folder, 'junk'), 'junk');
    await start();
    shell.text('before');
    await shell.sees('before');
    shell.keys('C-]', 'a');
    await shell.sees('File to start:');
    shell.text(join(shell.folder, 'junk'));
    shell.keys('Enter');
    await shell.sees('this is nothing that');
    shell.keys('C-]', 'a');
    await shell.sees('File to start:');
    shell.text(join(shell.folder, 'b.pocket'));
    shell.keys('Enter');
    await shell.isRestored('9');
    expect(shell.screen()).toContain('exit 9');
  });

  it('is restored when it is killed while it draws', async () => {
    writeFileSync(join(shell.folder, 'a.pocket'), 'POCKET\nink 3\npicture\n');
    await start(`${shell.folder}/a.pocket`);
    await shell.sees('▀');
    shell.kill('SIGTERM');
    await shell.isRestored('143');
  });
});
