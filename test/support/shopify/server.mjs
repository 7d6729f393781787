/**
 * A shop that answers as Shopify's Storefront API does. Shapes are Shopify's own: the server is built from the schema
 * that Shopify publishes, so a field, an argument or a `null` that does not belong there is an error. What it does is
 * ours, by Shopify's documentation and by what others have seen of it.
 */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addResolversToSchema } from '@graphql-tools/schema';
import { getDirectiveValues, GraphQLError } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { photographs } from '../../../demo/catalogue.mjs';
import { makeCarts } from './carts.mjs';
import { checkoutPage, productPage } from './pages.mjs';
import { schemaOf, versions } from './schemas.mjs';
import { connection, makeShelf, marketOf } from './shelf.mjs';

const SCOPES = [
  ...['unauthenticated_read_product_listings', 'unauthenticated_read_checkouts', 'unauthenticated_write_checkouts'],
  ...['unauthenticated_read_selling_plans', 'unauthenticated_read_product_inventory'],
];

/** The public token of the shop. */
export const TOKEN = '0123456789abcdef0123456789abcdef';

/** What a request is about, from its `@inContext`. */
function requestOf({ operation, schema, variableValues }, { scopes }) {
  const named = getDirectiveValues(schema.getDirective('inContext'), operation, variableValues) ?? {};
  const market = marketOf(named.country, named.language);
  const require = (scope) => {
    if (scopes.includes(scope)) return;
    throw new GraphQLError(`Access denied. Required access: ${scope}.`, { extensions: { code: 'ACCESS_DENIED' } });
  };
  return { market, language: market.language, require };
}

function checkId(kind, id) {
  if (new RegExp(`^gid://shopify/${kind}/\\S+$`).test(id)) return;
  throw new GraphQLError(`Invalid global id '${id}'`, { extensions: { code: 'INVALID_VARIABLE' } });
}

function makeResolvers(shelf, carts, knowsWarning) {
  const reads = (resolve) => (_, args, settings, info) => {
    const request = requestOf(info, settings);
    request.require('unauthenticated_read_product_listings');
    return resolve(args, request);
  };
  const changes = (resolve) => (_, args, settings, info) => {
    const request = requestOf(info, settings);
    request.require('unauthenticated_write_checkouts');
    if (args.cartId !== undefined) checkId('Cart', args.cartId);
    return resolve(args, request, knowsWarning);
  };
  const shown = (entry, { market, require }) => (entry ? shelf.toProduct(entry, market, require) : null);
  const paged = (entries, { sortKey, ...args }, request) =>
    connection(
      shelf.sorted(entries, sortKey, request.market).map((entry) => shown(entry, request)),
      args,
    );
  return {
    QueryRoot: {
      nodes: reads(({ ids }, request) =>
        ids.map((id) => {
          checkId('\\w+', id);
          return shown(shelf.byId(id, request.market), request);
        }),
      ),
      product: reads(({ id, handle }, request) =>
        shown(id ? shelf.byId(id, request.market) : shelf.byHandle(handle, request.market), request),
      ),
      products: reads(({ query, ...args }, request) => paged(shelf.matching(query, request.market), args, request)),
      search: reads(({ query, ...args }, request) => ({
        ...paged(shelf.matching(query, request.market), args, request),
        productFilters: [],
      })),
      collection: reads(({ handle }, request) => {
        const listed = shelf.sold(request.market).filter(({ product }) => product.collections?.includes(handle));
        if (!listed.length) return null;
        return { id: `gid://shopify/Collection/1`, handle, products: (args) => paged(listed, args, request) };
      }),
      productRecommendations: reads(({ productId }, request) => {
        const entry = shelf.byId(productId, request.market);
        if (!entry) return null;
        const near = ({ product }) => product.collections?.some((name) => entry.product.collections?.includes(name));
        const others = shelf.sold(request.market).filter((other) => other !== entry && near(other));
        return others.slice(0, 10).map((other) => shown(other, request));
      }),
      localization: reads((_, { market, language }) => ({
        country: {
          ...{ isoCode: market.country, name: market.name, unitSystem: 'METRIC_SYSTEM' },
          currency: { isoCode: market.currency, name: market.currency, symbol: market.currency },
        },
        language: { isoCode: language, name: language, endonymName: language },
      })),
      cart: (_, { id }, settings, info) => {
        checkId('Cart', id);
        const request = requestOf(info, settings);
        request.require('unauthenticated_read_checkouts');
        return carts.show(id, request);
      },
    },
    Mutation: {
      cartCreate: changes(({ input }, request) => carts.create(input, request)),
      cartLinesAdd: changes(({ cartId, lines }, request) => {
        lines.forEach(({ merchandiseId }) => checkId('ProductVariant', merchandiseId));
        return carts.add(cartId, lines, request);
      }),
      cartLinesUpdate: changes(({ cartId, lines }, request) => carts.update(cartId, lines, request)),
      cartLinesRemove: changes(({ cartId, lineIds }, request) => carts.remove(cartId, lineIds, request)),
      cartDiscountCodesUpdate: changes(({ cartId, discountCodes }, request, warns) =>
        carts.setCodes(cartId, discountCodes, request, warns),
      ),
      cartNoteUpdate: changes(({ cartId, note }, request) => carts.note(cartId, note, request)),
      cartAttributesUpdate: changes(({ cartId, attributes }, request) => carts.attributes(cartId, attributes, request)),
      cartBuyerIdentityUpdate: changes(({ cartId, buyerIdentity }, request) =>
        carts.buyer(cartId, buyerIdentity, request),
      ),
    },
  };
}

/**
 * Starts the shop on 127.0.0.1. `plans` by handle: `[{ id, name, percent, interval }]`. `scopes`: what the token may do.
 * Access without a token is allowed, with the same scopes.
 */
export async function startShopify({ goods, plans = {}, scopes = SCOPES }) {
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const shelf = makeShelf(goods, origin, plans);
  const carts = makeCarts(goods, shelf, origin);
  const apis = new Map();
  const requests = [];
  let trouble;

  async function apiOf(version) {
    if (!apis.has(version)) {
      const schema = await schemaOf(version);
      const warnings = schema.getType('CartWarningCode');
      const resolvers = makeResolvers(shelf, carts, (code) => warnings.getValue(code) !== undefined);
      apis.set(
        version,
        createYoga({
          schema: addResolversToSchema({
            schema,
            resolvers,
            resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
            inheritResolversFromInterfaces: false,
          }),
          graphqlEndpoint: `/api/${version}/graphql.json`,
          context: { scopes },
          ...{ cors: false, logging: false, maskedErrors: false, landingPage: false },
        }),
      );
    }
    return apis.get(version);
  }

  async function answer(request, response) {
    const { pathname, search } = new URL(request.url, origin);
    // Shopify itself lets every origin ask.
    const from = request.headers.origin ?? '';
    if (/^http:\/\/127\.0\.0\.1:\d+$/.test(from)) {
      response.setHeader('access-control-allow-origin', from);
      response.setHeader('access-control-allow-headers', 'content-type, x-shopify-storefront-access-token');
      response.setHeader('access-control-allow-methods', 'POST');
      response.setHeader('vary', 'origin');
    }
    const html = (page) => response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
    const json = (status, body) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const [, version] = /^\/api\/([^/]+)\/graphql\.json$/.exec(pathname) ?? [];
    if (version) {
      if (request.method === 'OPTIONS') return response.writeHead(204).end();
      requests.push(request.method);
      if (trouble) {
        const { status = 200, headers = {}, body } = trouble;
        return response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
      }
      if (!versions.includes(version)) return json(404, { errors: 'Not Found' });
      const token = request.headers['x-shopify-storefront-access-token'] ?? TOKEN;
      if (token !== TOKEN) return json(401, { errors: [{ message: '', extensions: { code: 'UNAUTHORIZED' } }] });
      return (await apiOf(version))(request, response);
    }
    const cart = pathname.startsWith('/cart/c/') && carts.carts.get(cartIdOf(pathname, search));
    if (cart) return html(checkoutPage(cart, new URLSearchParams(search).get('locale')));
    const [, handle] = /^(?:\/he)?\/products\/([^/]+)$/.exec(pathname) ?? [];
    const entry = shelf.entries.find(({ product }) => product.handle === handle);
    if (entry) return html(productPage(entry.product));
    const [, photograph] = /^\/vendure\/([\w.-]+\.jpg)$/.exec(pathname) ?? [];
    const picture = photograph && (await readFile(join(photographs, photograph)).catch(() => undefined));
    if (picture) return response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture);
    return response.writeHead(404).end();
  }

  return {
    ...{ origin, shelf, requests },
    carts: carts.carts,
    /** The cart as if its ten days were over. */
    expire: (id) => void carts.carts.delete(id),
    setStock: (sku, stock) => void (shelf.rowOfSku(sku).variant.stock = stock),
    setPrice: (sku, minor) => void (shelf.rowOfSku(sku).variant.price = (minor / 100).toFixed(2)),
    setRule: (sku, rule) => void (shelf.rowOfSku(sku).variant.rule = rule),
    /** Every request to the API is answered like this, until it is called with nothing. */
    fail: (how) => void (trouble = how),
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function cartIdOf(pathname, search) {
  const key = new URLSearchParams(search).get('key');
  return `gid://shopify/Cart/${pathname.slice('/cart/c/'.length)}?key=${key}`;
}
