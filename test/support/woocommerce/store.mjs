/**
 * The goods of a shop as WooCommerce keeps them: posts with numbers, variations as posts of their own, terms with
 * slugs. And how its Store API shows them: every field of its product, under its names.
 */

/** Posts begin with this number, terms with another one, so that nobody can take one for the other. */
const FIRST_POST = 11;
const FIRST_TERM = 900;

const slugOf = (text) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** A slug of another script is kept percent-encoded. */
const encoded = (handle) => encodeURIComponent(handle).toLowerCase();

/** What WordPress does to a title on its way out. */
export const texturize = (text) => text.replaceAll('&', '&#038;').replaceAll("'", '&#8217;').replaceAll('"', '&#8221;');

/**
 * `goods` as in a catalogue file. A product may say under `woo` what such a file has no words for:
 * `{ type, externalUrl, soldIndividually, minimum, maximum, multipleOf, backorders, crossSells, any }`.
 */
export function makeStore(goods, { origin, currency, decimals, tax, display, reviews }) {
  let number = FIRST_POST;
  let term = FIRST_TERM;
  const categories = goods.collections.map(({ handle, title }) => ({ id: term++, name: title, slug: handle }));
  const posts = new Map();
  const terms = new Map();

  const termOf = (option, name) => {
    const key = `${option}/${name}`;
    if (!terms.has(key)) terms.set(key, { id: term++, name, slug: slugOf(name) });
    return terms.get(key);
  };

  for (const entry of goods.products) {
    const { woo = {}, options = [], variants } = entry;
    const names = options.map(({ name, values }) => ({
      ...{ id: term++, name, taxonomy: `pa_${slugOf(name)}` },
      terms: values.map((value) => termOf(name, value.name ?? value)),
    }));
    const isVariable = options.length > 0;
    const type = woo.type ?? (isVariable ? 'variable' : 'simple');
    const common = {
      entry,
      woo,
      names,
      slug: encoded(entry.handle),
      parent: 0,
      type,
      row: isVariable ? undefined : variants[0],
    };
    const product = { ...common, id: number++, children: [] };
    posts.set(product.id, product);
    for (const row of isVariable ? variants : []) {
      const chosen = names.map(({ name, taxonomy }, index) => ({
        ...{ name, taxonomy, label: name },
        term: row.values[index] === undefined ? null : termOf(name, row.values[index]),
      }));
      const id = number++;
      posts.set(id, {
        ...common,
        id,
        row,
        chosen,
        parent: product.id,
        type: 'variation',
        slug: `${encoded(entry.handle)}-${id}`,
      });
      product.children.push(id);
    }
  }

  const all = () => [...posts.values()];
  const rowsOf = (post) => (post.row ? [post.row] : post.children.map((id) => posts.get(id).row));
  const unit = 10 ** decimals;
  const minor = (amount) => String(Math.round(Number(amount) * unit));
  /** As the shop shows it: with or without tax. */
  const shown = (amount) => Number(amount ?? 0) * (display === 'incl' ? 1 + tax : 1);
  const money = {
    currency_code: currency,
    currency_symbol: '$',
    currency_minor_unit: decimals,
    currency_decimal_separator: '.',
    currency_thousand_separator: ',',
    currency_prefix: '$',
    currency_suffix: '',
  };

  const isSold = ({ row, woo }) => !woo.backorders && row.stock !== undefined && row.stock <= 0;
  const inStock = (post) => (post.row ? !isSold(post) : post.children.some((id) => !isSold(posts.get(id))));
  const isPriced = (post) => rowsOf(post).some(({ price }) => price !== undefined);
  const isPurchasable = (post) => isPriced(post) && !['external', 'grouped'].includes(post.type);

  /** `woocommerce_notify_low_stock_amount` is 2 where nobody changes it. */
  const lowStock = ({ row }) => (row?.stock !== undefined && row.stock <= 2 ? Math.max(row.stock, 0) : null);

  function limits({ row, woo }) {
    const step = woo.multipleOf ?? 1;
    const stock = woo.soldIndividually ? 1 : woo.backorders ? undefined : row?.stock;
    const most = Math.max(woo.maximum ?? Math.min(9999, stock || 9999), 1);
    const least = Math.max(woo.minimum ?? 1, 1);
    return {
      minimum: Math.ceil(least / step) * step,
      maximum: Math.floor(Math.max(most, least) / step) * step,
      multiple_of: step,
    };
  }

  function prices(post, isCart = false) {
    const priced = rowsOf(post).filter(({ price }) => price !== undefined);
    const cheapest = priced.sort((one, two) => Number(one.price) - Number(two.price))[0] ?? {};
    const { price, compareAt } = cheapest;
    const [least, most] = [priced[0], priced.at(-1)].map((row) => minor(shown(row?.price)));
    return {
      price: minor(shown(price)),
      regular_price: minor(shown(compareAt ?? price)),
      sale_price: minor(shown(price)),
      price_range: post.type === 'variable' && least !== most ? { min_amount: least, max_amount: most } : null,
      ...money,
      ...(isCart && {
        raw_prices: {
          precision: 6,
          price: String(Math.round(shown(price) * 1e6)),
          regular_price: String(Math.round(shown(compareAt ?? price) * 1e6)),
          sale_price: String(Math.round(shown(price) * 1e6)),
        },
      }),
    };
  }

  const images = ({ entry, id }) =>
    (entry.images ?? []).map(({ src, alt = '', width }, index) => ({
      id: 5_000 + id * 10 + index,
      src: new URL(src, origin()).href,
      thumbnail: new URL(src, origin()).href,
      srcset: width ? `${new URL(src, origin()).href} ${width}w` : '',
      sizes: '(max-width: 800px) 100vw, 800px',
      name: src.split('/').pop(),
      alt,
    }));

  const permalink = ({ entry, id, parent }) =>
    `${origin()}/product/${entry.handle}/${parent ? `?variation=${id}` : ''}`;
  const termList = (list) => list.map(({ id, name, slug }) => ({ id, name, slug, link: `${origin()}/c/${slug}/` }));
  const categoriesOf = ({ entry }) => categories.filter(({ slug }) => entry.collections?.includes(slug));
  const reviewsOf = (id) => reviews.filter((review) => posts.get(id)?.entry.handle === review.product);

  function present(post) {
    const { id, entry, woo, names, type, parent } = post;
    const rated = reviewsOf(id).filter(({ rating }) => rating);
    const average = rated.reduce((sum, { rating }) => sum + rating, 0) / rated.length;
    const isVariation = type === 'variation';
    return {
      id,
      name: texturize(entry.title),
      slug: post.slug,
      parent,
      type,
      variation: isVariation ? post.chosen.map(({ label, term }) => `${label}: ${term?.name ?? ''}`).join(', ') : '',
      permalink: permalink(post),
      sku: post.row?.sku ?? '',
      short_description: '',
      description: entry.description && !isVariation ? `<p>${texturize(entry.description)}</p>\n` : '',
      on_sale: rowsOf(post).some(({ compareAt }) => compareAt !== undefined),
      prices: prices(post),
      price_html: '<span class="woocommerce-Price-amount amount">…</span>',
      average_rating: rated.length ? average.toFixed(2) : '0',
      review_count: reviewsOf(id).length,
      images: images(post),
      categories: isVariation ? [] : termList(categoriesOf(post)),
      tags: [],
      brands: entry.vendor && !isVariation ? termList([{ id: 1, name: entry.vendor, slug: slugOf(entry.vendor) }]) : [],
      attributes: isVariation ? [] : names.map((name) => ({ ...name, has_variations: true })),
      variations: (post.children ?? []).map((child) => ({
        id: child,
        attributes: posts.get(child).chosen.map(({ label, term }) => ({ name: label, value: term?.slug ?? null })),
      })),
      grouped_products: [],
      has_options: type === 'variable',
      is_purchasable: isPurchasable(post),
      is_in_stock: inStock(post),
      is_on_backorder: Boolean(woo.backorders && post.row?.stock <= 0),
      low_stock_remaining: lowStock(post),
      stock_availability: { text: '', class: inStock(post) ? 'in-stock' : 'out-of-stock' },
      sold_individually: Boolean(woo.soldIndividually),
      add_to_cart: {
        text: 'Add to cart',
        description: `Add &ldquo;${texturize(entry.title)}&rdquo; to your cart`,
        url: woo.externalUrl ?? `/?add-to-cart=${id}`,
        single_text: 'Add to cart',
        ...limits(post),
      },
      extensions: {},
    };
  }

  return {
    ...{ all, categories, prices, images, permalink, present, limits, lowStock, inStock, isPurchasable, money, minor },
    ...{ reviewsOf, categoriesOf, tax, shown },
    get: (id) => posts.get(id),
    named: (handle) => all().find((post) => post.entry.handle === handle && !post.parent),
    sold: (sku) => all().find(({ row }) => row?.sku === sku),
  };
}
