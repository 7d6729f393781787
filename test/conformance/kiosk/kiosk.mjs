/** The shop of docs/conformance.md, in memory. */
import { createServer } from 'node:http';

const goods = [
  ['tea', 'Tea', 450, 50],
  ['cup', 'Cup', 1200, 50],
  ['tray', 'Tray', 2500, 0],
  ['pot', 'Pot', 3900, 2],
];

export async function startKiosk() {
  const things = new Map(goods.map(([id, name, cents, left]) => [id, { id, name, cents, left }]));
  const bags = new Map();

  const bagOf = (id) => {
    const rows = [...bags.get(id)].map(([thing, count]) => {
      const { name, cents } = things.get(thing);
      return { thing, name, count, cents, sum: cents * count };
    });
    return { id, rows, sum: rows.reduce((sum, row) => sum + row.sum, 0) };
  };

  function answer(method, { pathname, searchParams }, body) {
    if (pathname === '/things') {
      const ids = searchParams.get('ids').split(',');
      return [200, { things: [...things.values()].filter(({ id }) => ids.includes(id)) }];
    }
    if (method === 'POST') {
      const id = `b${bags.size + 1}`;
      bags.set(id, new Map());
      return [201, bagOf(id)];
    }
    const [, id, thing] = /^\/bags\/([^/]+)(?:\/rows\/(.+))?$/.exec(pathname) ?? [];
    if (!bags.has(id)) return [404, {}];
    if (method === 'PUT') {
      if (!things.has(thing)) return [404, {}];
      const { left } = things.get(thing);
      if (body.count > left) return [409, { left }];
      if (body.count) bags.get(id).set(thing, body.count);
      else bags.get(id).delete(thing);
    }
    return [200, bagOf(id)];
  }

  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = chunks.length ? JSON.parse(Buffer.concat(chunks)) : undefined;
    const [status, value] = answer(request.method, new URL(request.url, 'http://kiosk.example'), body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
