// `npm run check -- …`: every check besides the tests; further arguments name the ones to run.
import './check-node.mjs';

import('./check-main.mjs');
