/** A shop of the HTTP protocol whose answers a test makes up. */
import { httpBackend } from '@shuk/backend-http';

export const market = { country: 'DE', currency: 'EUR', language: 'de' };
export const TOKEN = 'c4rt-s3cret';

export const variant = (more) => ({ id: 'v1', values: [], availability: { state: 'in-stock' }, ...more });
export const product = (id, more) => ({ id, title: `The ${id}`, variants: [variant()], ...more });
export const cart = (more) => ({
  ...{ token: TOKEN, revision: '7', currency: 'EUR', lines: [] },
  ...{ subtotal: { amount: 0, currency: 'EUR' }, total: { amount: 0, currency: 'EUR' } },
  ...more,
});
export const line = (more) => ({
  ...{ id: 'l1', productId: 'p1', variantId: 'v1', title: 'Lamp', quantity: 1, availability: { state: 'in-stock' } },
  ...{ price: { current: { amount: 500, currency: 'EUR' } }, total: { amount: 500, currency: 'EUR' } },
  ...more,
});
export const byId = (value) => ({ by: 'id', value });

/** Answers with what `answers` holds, the last one again and again: `{ status, headers, body }`, or a function of the request. */
export function opened(answers, options) {
  const asked = [];
  const queue = [answers].flat();
  const send = async (url, init) => {
    const { headers, body, ...rest } = init;
    asked.push({ ...rest, url: new URL(url), headers: Object.fromEntries(new Headers(headers)), body });
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    const { status = 200, headers: said, body: text } = typeof answer === 'function' ? answer(asked.at(-1)) : answer;
    return new Response(typeof text === 'string' ? text : JSON.stringify(text), { status, headers: said });
  };
  const backend = httpBackend({ endpoint: 'https://shop.example/shuk', fetch: send, ...options });
  return { ...backend.open(market), backend, asked };
}

export const items = (...list) => ({ body: { items: list } });
export const answered = (outcomes, more) => ({ body: { cart: cart(more), outcomes } });
export const DONE = { status: 'done' };
