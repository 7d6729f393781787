/** What the shop is asked of carts. */
import { CONTEXT, MARKET, MONEY, VARIANT } from './operations.js';

const CART =
  `fragment Cart on Cart{id note checkoutUrl attributes{key value}discountCodes{code applicable}` +
  `discountAllocations{discountedAmount${MONEY}targetType}cost{subtotalAmount${MONEY}totalAmount${MONEY}}` +
  `lines(first:250){nodes{id quantity attributes{key value}` +
  `cost{amountPerQuantity${MONEY}compareAtAmountPerQuantity${MONEY}totalAmount${MONEY}}` +
  `sellingPlanAllocation@include(if:$plans){sellingPlan{id name}}` +
  `merchandise{...on ProductVariant{${VARIANT} product{id title onlineStoreUrl}}}}}}`;

export const READ_CART = `query(${MARKET},$id:ID!)${CONTEXT}{cart(id:$id){...Cart}}${CART}`;

/** `type`: of what the mutation takes, as `$value`. */
const mutation = (type: string, field: string): string =>
  `mutation(${MARKET},$value:${type})${CONTEXT}` +
  `{done:cart${field}:$value){cart{...Cart}userErrors{code field}warnings{code target}}}${CART}`;

const change = (type: string, field: string, argument: string): string =>
  mutation(`${type},$id:ID!`, `${field}Update(cartId:$id,${argument}`);

export const CREATE = mutation('CartInput!', 'Create(input');
export const ADD = mutation('[CartLineInput!]!,$id:ID!', 'LinesAdd(cartId:$id,lines');
export const REMOVE = mutation('[ID!]!,$id:ID!', 'LinesRemove(cartId:$id,lineIds');
export const UPDATE = change('[CartLineUpdateInput!]!', 'Lines', 'lines');
export const SET_CODES = change('[String!]!', 'DiscountCodes', 'discountCodes');
export const NOTE = change('String!', 'Note', 'note');
export const ATTRIBUTES = change('[AttributeInput!]!', 'Attributes', 'attributes');
