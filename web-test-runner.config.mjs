/** For `npm run test:watch` and editors. `npm test` uses the same configuration through tools/wtr/run.mjs. */
import { filesOf } from './tools/suites.mjs';
import { wtrConfig } from './tools/wtr/config.mjs';

export default wtrConfig({ browser: 'chromium', files: filesOf('unit') });
