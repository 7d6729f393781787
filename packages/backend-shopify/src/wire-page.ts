/** What the Storefront API says of a page of products. */
import { fields, integer, text, type Page, type Product } from '@shuk/core';
import { loose, nodes } from './wire.js';

/** A page, with the shop's own cursor, without what cannot be read. */
export function toPage(value: unknown, toProduct: (item: unknown) => Product | null): Page<Product> {
  const { pageInfo, totalCount } = fields(value, 'page');
  const { hasNextPage, endCursor } = loose(pageInfo);
  return {
    items: nodes(value).flatMap((item) => toProduct(item) ?? []),
    next: hasNextPage === true ? text(endCursor) : undefined,
    total: integer(totalCount),
  };
}
