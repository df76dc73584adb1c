// `npm start -- …`: from a fresh clone to a running machine, with nothing but Node and npm.
import './check-node.mjs';

import('./start-main.mjs');
