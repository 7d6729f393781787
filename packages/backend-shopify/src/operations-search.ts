/** What the shop is asked of lists of products. */
import { query } from './operations.js';

const page = (field: string, counts = ''): string =>
  `page:${field}first:$first,after:$after,sortKey:$sort,reverse:$reverse)` +
  `{pageInfo{hasNextPage endCursor}nodes{...Product}${counts}}`;

/** `sort`: the type of the order, and what else the list is asked by. */
const pageQuery = (sort: string, selection: string): string =>
  query(`$first:Int!,$after:String,$reverse:Boolean,$sort:${sort}`, selection);

/** The shop's own search, as in its search box. */
export const SEARCH = pageQuery(
  'SearchSortKeys,$text:String!',
  page('search(query:$text,types:PRODUCT,', 'totalCount'),
);

/** All products, or those that a text is found in: this one can be sorted by more. */
export const LIST = pageQuery('ProductSortKeys,$text:String', page('products(query:$text,'));

export const COLLECTION = pageQuery(
  'ProductCollectionSortKeys,$handle:String!',
  `collection(handle:$handle){${page('products(')}}`,
);

export const RECOMMENDATIONS = query('$id:ID!', 'products:productRecommendations(productId:$id){...Product}');
