/** `npm start`: installs what is missing, builds, and serves the demo site. PORT chooses the port. */
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';

prepare();
const { code } = await run(['node', 'tools/build.mjs', 'modules', 'cdn']);
if (code !== 0) process.exit(code);

const { serveDemo } = await import('../demo/serve.mjs');
const { url } = await serveDemo({ port: process.env.PORT && Number(process.env.PORT) });
console.log(`\nThe demo is at ${url}\n`);
