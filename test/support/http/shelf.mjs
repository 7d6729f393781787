/** What the shop sells, as the protocol says it: the goods of the tests, read by the backend for catalogue files. */
import { createHash } from 'node:crypto';
import { staticBackend } from '@shuk/backend-static';

/** Stands for the shop's own origin, and is left out of what is sent. */
const HERE = 'http://here.invalid/';

/** As JSON, with addresses relative to the shop. */
export const written = (value) => JSON.stringify(value).replaceAll(`"${HERE}`, '"/');

const toCursor = (text) => Buffer.from(text).toString('base64url');
const fromCursor = (cursor) => Buffer.from(cursor, 'base64url').toString();

/** Thrown by what a shop refuses; `code` is of the protocol. */
export class Refusal extends Error {
  constructor(status, code, detail, more) {
    super(detail);
    Object.assign(this, { status, code, ...more });
  }
}

const cursorRefusal = () => new Refusal(400, 'rejected', 'This cursor belongs to another query.', { native: 'cursor' });

const AUTHORS = ['Dana', 'Noa', 'Avi', 'Tal', 'Michal'];
const WORDS = {
  5: ['Just right', 'Better than the picture. I would buy it again.'],
  4: ['Good', 'Well made.\nThe parcel took a while.'],
  2: ['Not for me', 'Smaller than I thought, but the shop took it back at once.'],
};

/** Two or three for each product. */
function reviewsOf(product, index) {
  const ratings = index % 2 ? [5, 4] : [4, 5, 2];
  return ratings.map((rating, at) => ({
    id: `${product.id}-r${at + 1}`,
    productId: product.id,
    rating,
    title: WORDS[rating][0],
    text: WORDS[rating][1],
    author: AUTHORS[(index + at) % AUTHORS.length],
    published: new Date(Date.UTC(2026, (index + 3 * at) % 9, 1 + ((index * 7) % 28), 9, at)).toISOString(),
    language: 'en',
    ...(at === 0 && { verified: 'purchase' }),
  }));
}

/** A shelf of goods, in the form of a catalogue file. What is said of stock and prices later holds at once. */
export function makeShelf(goods) {
  const catalog = { ...structuredClone(goods), name: 'http', checkout: { url: '/checkout' } };
  const reviews = new Map(catalog.products.map((product, index) => [product.id, reviewsOf(product, index)]));
  const variants = new Map(catalog.products.flatMap((each) => each.variants).map((variant) => [variant.sku, variant]));

  /** The shop for one market, as it is now. */
  const open = (market) => staticBackend({ catalog, base: HERE }).open(market);

  const byIds = (market, ids) => open(market).catalog.products(ids.map((value) => ({ by: 'id', value })));

  async function page(run, { text, sort, first, after }) {
    const query = { text, sort, first, after: after === undefined ? undefined : fromCursor(after) };
    const found = await run(query).catch((error) => {
      throw error.native === 'cursor' ? cursorRefusal() : error;
    });
    return found && { ...found, next: found.next === undefined ? undefined : toCursor(found.next) };
  }

  return {
    open,
    variant(sku) {
      const variant = variants.get(sku);
      if (!variant) throw new Error(`There is no ${sku}`);
      return variant;
    },
    products(market, refs) {
      const named = refs.map((ref) => ({ by: ref.slice(0, ref.indexOf(':')), value: ref.slice(ref.indexOf(':') + 1) }));
      return open(market).catalog.products(named);
    },
    search: (market, query) => page((asked) => open(market).catalog.search(asked), query),
    collection: (market, handle, query) => page((asked) => open(market).catalog.collection(handle, asked), query),

    /** What stands in the same collections first, then what else there is; never what is meant itself. */
    async recommended(market, ids, first = 12) {
      const mine = catalog.products.filter(({ id }) => ids.includes(id));
      const shared = new Set(mine.flatMap(({ collections = [] }) => collections));
      const rest = catalog.products.filter(({ id }) => !ids.includes(id));
      const near = rest.filter(({ collections = [] }) => collections.some((name) => shared.has(name)));
      const best = [...new Set([...near, ...rest])].slice(0, Math.min(first, 12));
      return (
        await byIds(
          market,
          best.map(({ id }) => id),
        )
      ).filter(Boolean);
    },
    knows: (id) => reviews.has(id),

    summaries: (ids) =>
      ids.map((id) => {
        const ratings = reviews.get(id)?.map(({ rating }) => rating);
        if (!ratings) return null;
        const average = ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;
        const stars = [1, 2, 3, 4, 5].map((star) => ratings.filter((rating) => rating === star).length);
        return { count: ratings.length, average: Math.round(average * 10) / 10, stars };
      }),

    reviews({ product, sort = 'newest', rating, first = 10, after }) {
      const key = createHash('sha256')
        .update(JSON.stringify([product, sort, rating]))
        .digest('base64url')
        .slice(0, 16);
      const [its, at] = after === undefined ? [key, '0'] : fromCursor(after).split(' ');
      if (its !== key || !/^\d+$/.test(at)) throw cursorRefusal();
      const found = (reviews.get(product) ?? []).filter((review) => !rating || review.rating === rating);
      found.sort((one, two) => two.published.localeCompare(one.published));
      if (sort !== 'newest') found.sort((one, two) => (sort === 'lowest' ? 1 : -1) * (one.rating - two.rating));
      const end = Number(at) + Math.min(first, 50);
      const next = end < found.length ? toCursor(`${key} ${end}`) : undefined;
      return { items: found.slice(Number(at), end), next, total: found.length };
    },
  };
}
