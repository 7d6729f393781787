/**
 * What the shop is asked of products. What is not said of the market goes as no variable at all, which leaves the shop
 * its own default. Tests check every text against Shopify's schema of each version of the API that is supported.
 */

export const MONEY = '{amount currencyCode}';
const IMAGE = '{url altText width height}';
export const CONTEXT = '@inContext(country:$country,language:$language)';
/** Some fields need scopes of their own; asked for without them, the whole answer fails. */
export const MARKET = '$country:CountryCode,$language:LanguageCode,$plans:Boolean!,$stock:Boolean!';

export const VARIANT =
  `id availableForSale currentlyNotInStock quantityAvailable@include(if:$stock)` +
  `quantityRule{minimum maximum increment}selectedOptions{name value}image${IMAGE}`;

const PRODUCT =
  `fragment Product on Product{id handle title descriptionHtml vendor onlineStoreUrl ` +
  `requiresSellingPlan@include(if:$plans)images(first:20){nodes${IMAGE}}` +
  `options{name optionValues{name swatch{color image{previewImage${IMAGE}}}}}` +
  `variants(first:$variants){nodes{${VARIANT} sku price${MONEY}compareAtPrice${MONEY}unitPrice${MONEY}` +
  `unitPriceMeasurement{referenceValue referenceUnit}` +
  `sellingPlanAllocations(first:20)@include(if:$plans){nodes{sellingPlan{id name ` +
  `billingPolicy{...on SellingPlanRecurringBillingPolicy{interval intervalCount}}}` +
  `priceAdjustments{price${MONEY}compareAtPrice${MONEY}}}}}}}`;

/** With the currency that the shop sells in, in this market. */
export const query = (parameters: string, selection: string): string =>
  `query(${MARKET},$variants:Int!,${parameters})${CONTEXT}` +
  `{localization{country{currency{isoCode}}}${selection}}${PRODUCT}`;

/** Products by ids, and by so many handles: `$h0`, `$h1` … The answers have the same names. */
export function productsQuery(handles: number): string {
  const names = Array.from({ length: handles }, (_, index) => `h${index}`);
  return query(
    `$ids:[ID!]!${names.map((name) => `,$${name}:String!`).join('')}`,
    `nodes(ids:$ids){...Product}${names.map((name) => `${name}:product(handle:$${name}){...Product}`).join('')}`,
  );
}
