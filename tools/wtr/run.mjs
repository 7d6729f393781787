/** `node tools/wtr/run.mjs --suite unit --browser firefox [--files glob] [--coverage]` */
import { parseArgs } from 'node:util';
import { startTestRunner } from '@web/test-runner';
import { report } from '../report.mjs';
import { wtrConfig } from './config.mjs';
import { reporter } from './reporter.mjs';

const { values } = parseArgs({
  options: {
    suite: { type: 'string', default: 'unit' },
    browser: { type: 'string', default: 'chromium' },
    files: { type: 'string' },
    coverage: { type: 'boolean', default: false },
  },
});

await startTestRunner({
  readCliArgs: false,
  readFileConfig: false,
  config: { ...wtrConfig({ ...values, reporters: [reporter(report)] }), staticLogging: true },
});
