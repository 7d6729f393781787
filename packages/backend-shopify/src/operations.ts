/**
 * What the shop is asked of products. They are checked against Shopify's schema of each version of the API that is
 * supported. What is not said of the market goes as no variable at all, which leaves the shop its own default.
 */

export const MONEY = '{amount currencyCode}';
const IMAGE = '{url altText width height}';
export const CONTEXT = '@inContext(country:$country,language:$language)';
export const MARKET = '$country:CountryCode,$language:LanguageCode';
/** Some fields need scopes of their own; asked for without them, the whole answer fails. */
const PRODUCT_PARAMETERS = `${MARKET},$plans:Boolean!,$stock:Boolean!,$variants:Int!`;
export const CURRENCY = 'localization{country{currency{isoCode}}}';

export const VARIANT =
  `id sku availableForSale currentlyNotInStock quantityAvailable@include(if:$stock)` +
  `quantityRule{minimum maximum increment}selectedOptions{name value}image${IMAGE}`;

const PRODUCT =
  `fragment Product on Product{id handle title descriptionHtml vendor onlineStoreUrl ` +
  `requiresSellingPlan@include(if:$plans)images(first:20){nodes${IMAGE}}` +
  `options{name optionValues{name swatch{color image{previewImage${IMAGE}}}}}` +
  `variants(first:$variants){nodes{${VARIANT} price${MONEY}compareAtPrice${MONEY}unitPrice${MONEY}` +
  `unitPriceMeasurement{referenceValue referenceUnit}` +
  `sellingPlanAllocations(first:20)@include(if:$plans){nodes{sellingPlan{id name ` +
  `billingPolicy{...on SellingPlanRecurringBillingPolicy{interval intervalCount}}}` +
  `priceAdjustments{price${MONEY}compareAtPrice${MONEY}}}}}}}`;

const query = (parameters: string, selection: string): string =>
  `query(${PRODUCT_PARAMETERS}${parameters})${CONTEXT}{${CURRENCY}${selection}}${PRODUCT}`;

/** Products by ids, and by so many handles: `$h0`, `$h1` … The answers have the same names. */
export function productsQuery(handles: number): string {
  const names = Array.from({ length: handles }, (_, index) => `h${index}`);
  return query(
    `,$ids:[ID!]!${names.map((name) => `,$${name}:String!`).join('')}`,
    ` nodes(ids:$ids){...Product}${names.map((name) => `${name}:product(handle:$${name}){...Product}`).join('')}`,
  );
}

const PAGE = ',$first:Int!,$after:String,$reverse:Boolean';
const NODES = 'pageInfo{hasNextPage endCursor}nodes{...Product}';

/** The shop's own search, as in its search box. */
export const SEARCH = query(
  `${PAGE},$text:String!,$sort:SearchSortKeys`,
  ` page:search(query:$text,types:PRODUCT,first:$first,after:$after,sortKey:$sort,reverse:$reverse)` +
    `{totalCount ${NODES}}`,
);

/** All products, or those that a text is found in: this one can be sorted by more. */
export const LIST = query(
  `${PAGE},$text:String,$sort:ProductSortKeys`,
  ` page:products(query:$text,first:$first,after:$after,sortKey:$sort,reverse:$reverse){${NODES}}`,
);

export const COLLECTION = query(
  `${PAGE},$handle:String!,$sort:ProductCollectionSortKeys`,
  ` collection(handle:$handle){page:products(first:$first,after:$after,sortKey:$sort,reverse:$reverse){${NODES}}}`,
);

export const RECOMMENDATIONS = query(',$id:ID!', ' products:productRecommendations(productId:$id){...Product}');

/** All texts that are here, for tests. */
export const allOperations = (): readonly string[] => [
  ...[productsQuery(0), productsQuery(1), productsQuery(3)],
  ...[SEARCH, LIST, COLLECTION, RECOMMENDATIONS],
];
