/**
 * A small static web server, for tests and the demo. Folders are mounted under paths; routes answer before them,
 * `missing` after them.
 * A page may ask for response headers in its first line: <!-- headers: {"content-security-policy": "…"} -->
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp4': 'video/mp4',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.vtt': 'text/vtt; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

/** The file a path stands for, or nothing. `mounts` is a record of path prefixes and folders, the longest first. */
function locate(mounts, pathname) {
  const path = decodeURIComponent(pathname);
  const prefix = Object.keys(mounts).find((start) => path.startsWith(start));
  if (prefix === undefined || path.includes('\0')) return undefined;
  const rest = normalize(`/${path.slice(prefix.length)}`); // cannot climb above the folder
  return join(mounts[prefix], rest.endsWith('/') ? `${rest}index.html` : rest);
}

/** Reads what a path stands for: `{ body, headers }`, or nothing where there is no such file. */
export async function readMounted(mounts, pathname) {
  let body;
  let file;
  try {
    file = locate(mounts, pathname);
    body = file && (await readFile(file));
  } catch {
    return undefined; // not a file, or not a path
  }
  if (!body) return undefined;
  const headers = {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
    etag: `"${createHash('sha1').update(body).digest('base64url')}"`,
  };
  const asked = extname(file) === '.html' && /^<!-- headers: (\{.*\}) -->/.exec(body.subarray(0, 4096).toString());
  return { body, headers: asked ? { ...headers, ...JSON.parse(asked[1]) } : headers };
}

const notFound = (_request, response) => response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');

/**
 * Serves `mounts` on this machine only. `routes` is a record of paths and handlers `(request, response)`; `missing` is
 * such a handler too. Resolves when it listens.
 */
export async function serve({ mounts = {}, routes = {}, missing = notFound, port = 0 }) {
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });

  async function answer(request, response) {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (routes[pathname]) return routes[pathname](request, response);
    const found = await readMounted(mounts, pathname);
    if (!found) return missing(request, response);
    if (request.headers['if-none-match'] === found.headers.etag) {
      return response.writeHead(304, found.headers).end();
    }
    response.writeHead(200, { ...found.headers, 'content-length': found.body.length });
    return response.end(request.method === 'HEAD' ? undefined : found.body);
  }

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
