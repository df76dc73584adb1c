import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { SoundPlayer } from '../src/sound-player.ts';
import { temporaryFolder } from './backplane.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** A program that stands in for a player, and the environment in which it is found. */
function player(name: string, script: string): Record<string, string> {
  writeFileSync(folder.file(name), `#!/bin/sh\n${script}\n`);
  chmodSync(folder.file(name), 0o755);
  return { PATH: `/no/such/folder:${folder.path}` };
}

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; !done(); i++) {
    if (i > 1000) throw new Error('Waited in vain.');
    await setTimeout(20);
  }
}

describe.skipIf(process.platform === 'win32')('a sound player', () => {
  it('gets the samples as 16-bit numbers, and is told their rate', async () => {
    const [args, data] = [folder.file('args'), folder.file('data')];
    const env = player('aplay', `echo "$@" > ${args}; exec cat > ${data}`);
    const sound = new SoundPlayer(48_000, 2, env);
    sound.write(Float32Array.of(0, 1, -1, 0.5));
    sound.write(new Float32Array(0));
    await until(() => existsSync(data) && statSync(data).size === 8);
    sound.close();
    expect([...new Int16Array(Uint8Array.from(readFileSync(data)).buffer)]).toEqual([0, 32_767, -32_767, 16_384]);
    expect(readFileSync(args, 'utf8')).toBe('-q -t raw -f S16_LE -r 48000 -c 2 -\n');
  });

  it('that ends, or never reads, stops nothing', async () => {
    const dead = new SoundPlayer(48_000, 1, player('aplay', 'exit 1'));
    for (let i = 0; i < 20; i++) {
      dead.write(new Float32Array(4800));
      await setTimeout(10);
    }
    dead.close();
    const deaf = new SoundPlayer(8000, 1, player('aplay', 'exec sleep 60'));
    for (let i = 0; i < 6000; i++) deaf.write(new Float32Array(800));
    // ten minutes of sound at once: but a quarter of a second of it is left out
    expect(deaf.waiting).toBeLessThan(8000);
    deaf.close();
    deaf.close();
  });

  it('that is not there is told with what would do', () => {
    expect(() => new SoundPlayer(48_000, 2, { PATH: '/no/such/folder' })).toThrow(
      '--sound: none of the programs that play sound is installed: pacat, aplay, play, ffplay.',
    );
  });
});
