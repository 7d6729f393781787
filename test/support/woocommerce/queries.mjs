/** What the Store API finds: products and reviews, by the parameters of an address. */
import { RouteError } from './cart.mjs';
import { texturize } from './store.mjs';

const SORTS = ['date', 'modified', 'id', 'include', 'title', 'slug', 'price', 'popularity', 'rating', 'menu_order'];

export const invalid = (name, message) =>
  new RouteError('rest_invalid_param', `Invalid parameter(s): ${name}`, 400, {
    params: { [name]: message },
    details: {},
  });

/** `query`: each name with all its values. Both answer `{ total, size, items }`. */
export function makeQueries(store, origin) {
  const numbers = (values) =>
    values
      .flatMap((value) => value.split(','))
      .map(Number)
      .filter(Boolean);

  function queryProducts(query) {
    const many = (name) => numbers([...(query[name] ?? []), ...(query[`${name}[]`] ?? [])]);
    const one = (name, fallback = '') => query[name]?.[0] ?? fallback;
    const size = Number(one('per_page', 10));
    if (!(size >= 1 && size <= 100))
      throw invalid('per_page', 'per_page must be between 1 (inclusive) and 100 (inclusive)');
    const sort = one('orderby', 'date');
    if (!SORTS.includes(sort)) throw invalid('orderby', 'orderby is not one of date, modified, …');
    const [slugs, skus] = ['slug', 'sku'].map((name) => {
      const clean = one(name).replace(/%[a-f0-9]{2}/gi, ''); // as `sanitize_text_field` does
      return [...clean.split(','), clean].filter(Boolean);
    });
    const asked = one('type');
    // Where a slug or a SKU is asked for, variations are found as well.
    const isKind = ({ type }) => (asked ? type === asked : type !== 'variation' || slugs.length || skus.length);
    let found = store.all().filter(isKind);
    const keep = (list, test) => list.length && (found = found.filter(test));
    const [include, parents] = [many('include'), many('parent')];
    keep(include, ({ id }) => include.includes(id));
    keep(parents, ({ parent }) => parents.includes(parent));
    keep(slugs, ({ slug }) => slugs.includes(slug));
    keep(skus, ({ row }) => skus.some((sku) => sku.toLowerCase() === row?.sku?.toLowerCase()));
    const words = one('search').toLowerCase();
    keep(words, ({ entry, row }) => [entry.title, row?.sku ?? ''].some((text) => text.toLowerCase().includes(words)));
    const category = one('category').split(',').filter(Boolean);
    keep(category, (post) =>
      store.categoriesOf(post).some(({ id, slug }) => category.some((it) => it === slug || Number(it) === id)),
    );
    if (one('related')) {
      const post = store.get(Number(one('related')));
      if (!post || post.parent) {
        const message = 'The related product ID is invalid or the product is not visible.';
        throw new RouteError('woocommerce_rest_product_not_found', message, 404);
      }
      const shared = (other) => other.entry.collections?.some((name) => post.entry.collections?.includes(name));
      found = found.filter((other) => other !== post && shared(other));
    }
    const lowest = (post) => Number(store.prices(post).price);
    const by = {
      title: (one, two) => (one.entry.title < two.entry.title ? -1 : 1),
      price: (one, two) => lowest(one) - lowest(two) || one.id - two.id,
      date: (one, two) => one.id - two.id,
      id: (one, two) => one.id - two.id,
    };
    found.sort(by[sort] ?? by.id);
    if (one('order', 'desc') === 'desc' && sort !== 'menu_order') found.reverse();
    const offset = Number(one('offset', 0)) || (Number(one('page', 1)) - 1) * size;
    return { total: found.length, size, items: found.slice(offset, offset + size).map(store.present) };
  }

  function queryReviews(query) {
    const one = (name, fallback = '') => query[name]?.[0] ?? fallback;
    const ids = numbers([one('product_id')]);
    const found = store
      .all()
      .filter(({ id, parent }) => !parent && (!ids.length || ids.includes(id)))
      .flatMap(({ id, entry }) => store.reviewsOf(id).map((review) => ({ review, id, entry })));
    const by = one('orderby', 'date') === 'rating' ? ({ review }) => review.rating ?? 0 : ({ review }) => review.date;
    found.sort((one, two) => (by(one) < by(two) ? -1 : by(one) > by(two) ? 1 : 0));
    if (one('order', 'desc') === 'desc') found.reverse();
    const size = Number(one('per_page', 10));
    const offset = Number(one('offset', 0)) || (Number(one('page', 1)) - 1) * size;
    const items = found.slice(offset, offset + size).map(({ review, id, entry }) => ({
      id: review.id,
      date_created: review.date,
      formatted_date_created: review.date.slice(0, 10),
      date_created_gmt: review.date,
      product_id: id,
      product_name: texturize(entry.title),
      product_permalink: `${origin()}/product/${entry.handle}/`,
      product_image: null,
      reviewer: review.reviewer,
      review: `<p>${texturize(review.text)}</p>\n`,
      rating: review.rating ?? null,
      verified: review.verified ?? false,
      reviewer_avatar_urls: {},
    }));
    return { total: found.length, size, items };
  }

  return { products: queryProducts, reviews: queryReviews };
}
