import { testDevice } from '@backplane/testkit';
import { describe, test } from 'vitest';
import { Mos6522Part } from '../src/via/part.ts';

testDevice({ part: Mos6522Part, describe, test, pause: 300 });
testDevice({ part: Mos6522Part, describe, test, pause: 40_000, seeds: [4, 5] });
