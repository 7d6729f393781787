/** What the shop is asked of carts. */
import { CONTEXT, CURRENCY, MARKET, MONEY, VARIANT } from './operations.js';

const CART =
  `fragment Cart on Cart{id note checkoutUrl attributes{key value}discountCodes{code applicable}` +
  `discountAllocations{discountedAmount${MONEY}targetType}cost{subtotalAmount${MONEY}totalAmount${MONEY}}` +
  `lines(first:250){nodes{id quantity attributes{key value}` +
  `cost{amountPerQuantity${MONEY}compareAtAmountPerQuantity${MONEY}totalAmount${MONEY}}` +
  `sellingPlanAllocation@include(if:$plans){sellingPlan{id name}}` +
  `merchandise{...on ProductVariant{${VARIANT} product{id title onlineStoreUrl}}}}}}`;

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
export const SET_CODES = mutation(
  '$id:ID!,$codes:[String!]!',
  'cartDiscountCodesUpdate(cartId:$id,discountCodes:$codes)',
);
export const NOTE = mutation('$id:ID!,$note:String!', 'cartNoteUpdate(cartId:$id,note:$note)');
export const ATTRIBUTES = mutation(
  '$id:ID!,$attributes:[AttributeInput!]!',
  'cartAttributesUpdate(cartId:$id,attributes:$attributes)',
);

/** All texts that are here, for tests. */
export const allCartOperations = (): readonly string[] => [
  ...[LOCALIZATION, READ_CART, CREATE, ADD, UPDATE, REMOVE, SET_CODES, NOTE, ATTRIBUTES],
];
