/** `npm start`: installs what is missing, builds, and serves the demo site. PORT chooses the port. */
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';
import { serve } from './serve.mjs';
import { root } from './suites.mjs';
import { testMounts } from './test-server.mjs';

prepare();
const { code } = await run(['node', 'tools/build.mjs', 'modules', 'cdn']);
if (code !== 0) process.exit(code);

const mounts = { '/cdn/': testMounts['/cdn/'], '/vendure/': testMounts['/vendure/'], '/': join(root, 'demo') };
const { url } = await serve({ mounts, port: Number(process.env.PORT ?? 8080) });
console.log(`\nThe demo is at ${url}\n`);
