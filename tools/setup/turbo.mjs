// `node tools/setup/turbo.mjs <task> …`: a turbo task with the repository's own tools on the path and no telemetry.
import './check-node.mjs';

import('./turbo-main.mjs');
