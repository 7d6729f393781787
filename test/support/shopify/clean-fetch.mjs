/**
 * `fetch` for a process whose `Object.prototype` a test pollutes: Node's own breaks under that, before the adapter's
 * request is even sent. So the prototype is clean while a request, or several at once, are under way, and as the test left it thereafter.
 */
const original = new Set(Reflect.ownKeys(Object.prototype));
let found = [];
let running = 0;

export async function cleanFetch(url, init) {
  const polluted = Reflect.ownKeys(Object.prototype).filter((key) => !original.has(key));
  if (!polluted.length && !running) return fetch(url, init);
  found.push(...polluted.map((key) => [key, Object.getOwnPropertyDescriptor(Object.prototype, key)]));
  for (const key of polluted) delete Object.prototype[key];
  running++;
  try {
    const answer = await fetch(url, init);
    const body = await answer.text();
    return new Response(body, { status: answer.status, headers: answer.headers });
  } finally {
    running--;
    if (!running) {
      for (const [key, descriptor] of found) Object.defineProperty(Object.prototype, key, descriptor);
      found = [];
    }
  }
}
