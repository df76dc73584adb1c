// `npm test -- …`: installs, builds and runs every test; further arguments go to vitest.
import './check-node.mjs';

import('./test-main.mjs');
