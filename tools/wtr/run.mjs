/** `node tools/wtr/run.mjs --browser firefox --files test/… [--files …] [--coverage]` */
import { parseArgs } from 'node:util';
import { startTestRunner } from '@web/test-runner';
import { report } from '../report.mjs';
import { wtrConfig } from './config.mjs';
import { reporter } from './reporter.mjs';

const { values } = parseArgs({
  options: {
    browser: { type: 'string', default: 'chromium' },
    files: { type: 'string', multiple: true },
    coverage: { type: 'boolean', default: false },
  },
});

await startTestRunner({
  readCliArgs: false,
  readFileConfig: false,
  config: { ...wtrConfig({ ...values, reporters: [reporter(report)] }), staticLogging: true },
});
