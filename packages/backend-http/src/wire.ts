/** What the protocol says of goods (`openapi.json`), read into the model. Nothing of it is trusted. */
import {
  color,
  integer,
  loose,
  malformed,
  text as plain,
  type Availability,
  type Image,
  type Price,
  type Product,
  type ProductOption,
  type PurchasePlan,
  type QuantityRule,
  type RatingSummary,
  type Review,
  type Variant,
} from '@shuk/core';
import {
  among,
  amount,
  count,
  each,
  flag,
  like,
  link,
  many,
  maybe,
  need,
  shape,
  size,
  some,
  text,
  word,
  words,
  type Reader,
} from './shape.js';

export const toImage = maybe(shape<Image>({ src: need(link), alt: text, width: size, height: size }));

export const toPrice = maybe(
  shape<Price>({
    current: need(amount),
    compareAt: amount,
    lowest30Days: amount,
    unit: maybe(shape({ price: need(amount), quantity: need(size), unit: word })),
  }),
);

export const toAvailability = shape<Availability>({
  state: need(among('in-stock', 'low-stock', 'backorder', 'preorder', 'sold-out')),
  left: count,
  from: like(/^\d{4}-\d\d-\d\d$/),
});

export const toRule: Reader<QuantityRule> = (value) => {
  const { min, step, max } = loose(value);
  const least = integer(min, 1) ?? 1;
  return { min: least, step: integer(step, 1) ?? 1, max: integer(max, least) };
};

const readPlan = maybe(
  shape<PurchasePlan>({
    id: word,
    name: word,
    interval: maybe(shape({ unit: need(among('day', 'week', 'month', 'year')), count: need(size) })),
    price: toPrice,
  }),
);

/** One that has a price, but none in this currency, is not offered: what it saves would be lost. */
export const toPlan: Reader<PurchasePlan | undefined> = (value, reading, what) => {
  const plan = readPlan(value, reading, what);
  return plan && (plan.price ?? !loose(value).price) ? plan : undefined;
};

const readProduct = shape<Omit<Product, 'variants'> & { readonly variants: readonly Variant[] }>({
  id: word,
  handle: text,
  title: word,
  description: text,
  vendor: text,
  url: link,
  images: some(toImage),
  options: many(
    shape<ProductOption>({
      name: word,
      kind: among('swatch', 'button', 'list'),
      values: many(shape({ name: word, color, image: toImage })),
    }),
  ),
  variants: many(
    shape<Variant>({
      id: word,
      sku: text,
      values: many(words),
      price: toPrice,
      availability: toAvailability,
      rule: toRule,
      image: toImage,
      plans: some(toPlan),
      planRequired: flag,
    }),
  ),
  external: flag,
});

/** Throws `malformed` for what cannot be a product at all: no id, title or variant, or values that no option has. */
const toProduct: Reader<Product> = (value, reading, what) => {
  const product = readProduct(value, reading, what);
  const { options, variants } = product;
  const isSound = ({ values }: Variant) =>
    values.length === options.length &&
    options.every((option, index) => option.values.some(({ name }) => name === values[index]));
  if (!variants.length || !variants.every(isSound)) throw malformed(`${what}.variants`);
  return product as Product;
};

/** A list, or a page of one. */
const listOf = <T>(read: Reader<T>) => shape({ items: each(read), next: text, total: count });

export const toProducts = listOf(toProduct);

const readStars = maybe(many(need(count)));

export const toSummaries = listOf(
  shape<RatingSummary>({
    count: need(count),
    average: (value) => (typeof value === 'number' && value >= 1 && value <= 5 ? value : undefined),
    stars: (value, reading, what) => {
      const stars = readStars(value, reading, what);
      return stars?.length === 5 ? (stars as unknown as RatingSummary['stars']) : undefined;
    },
  }),
);

export const toReviews = listOf(
  shape<Review>({
    id: word,
    productId: word,
    rating: (value) => integer(value, 1, 5),
    title: text,
    text: words,
    author: word,
    published: (value) => {
      const time = Date.parse(plain(value) ?? '');
      return time ? new Date(time).toISOString() : undefined;
    },
    language: text,
    verified: among('purchase'),
    images: some(toImage),
  }),
);
