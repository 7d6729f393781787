/**
 * Every text that is sent to the shop. They are checked against Shopify's schema of each version of the API that is
 * supported. What is not said of the market goes as no variable at all, which leaves the shop its own default.
 */

const MONEY = '{amount currencyCode}';
const IMAGE = '{url altText width height}';
const CONTEXT = '@inContext(country:$country,language:$language)';
const MARKET = '$country:CountryCode,$language:LanguageCode';
/** Some fields need scopes of their own; asked for without them, the whole answer fails. */
const PRODUCT_PARAMETERS = `${MARKET},$plans:Boolean!,$stock:Boolean!,$variants:Int!`;
const CURRENCY = 'localization{country{currency{isoCode}}}';

const VARIANT =
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

const CART =
  `fragment Cart on Cart{id note checkoutUrl attributes{key value}discountCodes{code applicable}` +
  `discountAllocations{discountedAmount${MONEY}targetType}cost{subtotalAmount${MONEY}totalAmount${MONEY}}` +
  `lines(first:250){nodes{id quantity attributes{key value}` +
  `cost{amountPerQuantity${MONEY}compareAtAmountPerQuantity${MONEY}totalAmount${MONEY}}` +
  `sellingPlanAllocation@include(if:$plans){sellingPlan{id name}}` +
  `merchandise{...on ProductVariant{${VARIANT} product{id title onlineStoreUrl}}}}}}`;

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

/** Which currency the shop sells in, in this market. */
export const LOCALIZATION = `query(${MARKET})${CONTEXT}{${CURRENCY}}`;

const CART_PARAMETERS = `${MARKET},$plans:Boolean!,$stock:Boolean!`;

export const READ_CART = `query(${CART_PARAMETERS},$id:ID!)${CONTEXT}{cart(id:$id){...Cart}}${CART}`;

const mutation = (parameters: string, field: string): string =>
  `mutation(${CART_PARAMETERS},${parameters})${CONTEXT}` +
  `{done:${field}{cart{...Cart}userErrors{code field}warnings{code target}}}${CART}`;

export const CREATE = mutation('$input:CartInput!', 'cartCreate(input:$input)');
export const ADD = mutation('$id:ID!,$lines:[CartLineInput!]!', 'cartLinesAdd(cartId:$id,lines:$lines)');
export const UPDATE = mutation('$id:ID!,$lines:[CartLineUpdateInput!]!', 'cartLinesUpdate(cartId:$id,lines:$lines)');
export const REMOVE = mutation('$id:ID!,$lines:[ID!]!', 'cartLinesRemove(cartId:$id,lineIds:$lines)');
export const CODES = mutation('$id:ID!,$codes:[String!]!', 'cartDiscountCodesUpdate(cartId:$id,discountCodes:$codes)');
export const NOTE = mutation('$id:ID!,$note:String!', 'cartNoteUpdate(cartId:$id,note:$note)');
export const ATTRIBUTES = mutation(
  '$id:ID!,$attributes:[AttributeInput!]!',
  'cartAttributesUpdate(cartId:$id,attributes:$attributes)',
);

/** All of them, for tests. */
export const allOperations = (): readonly string[] => [
  ...[productsQuery(0), productsQuery(1), productsQuery(3), SEARCH, LIST, COLLECTION, RECOMMENDATIONS, LOCALIZATION],
  ...[READ_CART, CREATE, ADD, UPDATE, REMOVE, CODES, NOTE, ATTRIBUTES],
];
