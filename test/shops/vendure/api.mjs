/** Vendure's own APIs, as a storefront's checkout and an administrator use them. */

/** The data of an answer; rejects where the shop refuses. `token`: of the session. */
export async function query(url, text, variables = {}, token) {
  const { data } = await send(url, text, variables, token);
  return data;
}

async function send(url, text, variables, token) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query: text, variables }),
  });
  const body = await response.json();
  const refusal = body.errors?.[0] ?? Object.values(body.data).find((part) => part?.errorCode);
  if (refusal) throw new Error(`Vendure refuses ${text}: ${refusal.message}`);
  return { data: body.data, token: response.headers.get('vendure-auth-token') };
}

const ADDRESS = {
  ...{ fullName: 'Dana Levi', streetLine1: '1 Market St', city: 'Springfield' },
  ...{ postalCode: '12345', countryCode: 'US' },
};
const DANA = { firstName: 'Dana', lastName: 'Levi', emailAddress: 'dana@shop.example' };
const REFUSAL = '...on ErrorResult{errorCode message}';

/** Goes the way of a checkout to its end, and reads what became the order. */
export async function orderOf(url, token) {
  const ask = (text, variables) => query(url, text, variables, token);
  await ask(`mutation($input:CreateCustomerInput!){setCustomerForOrder(input:$input){__typename ${REFUSAL}}}`, {
    input: DANA,
  });
  await ask(`mutation($input:CreateAddressInput!){setOrderShippingAddress(input:$input){__typename ${REFUSAL}}}`, {
    input: ADDRESS,
  });
  const { eligibleShippingMethods: methods } = await ask('{eligibleShippingMethods{id}}');
  await ask(`mutation($id:[ID!]!){setOrderShippingMethod(shippingMethodId:$id){__typename ${REFUSAL}}}`, {
    id: [methods[0].id],
  });
  await ask(`mutation{transitionOrderToState(state:"ArrangingPayment"){__typename ${REFUSAL}}}`);
  const { eligiblePaymentMethods: payments } = await ask('{eligiblePaymentMethods{code}}');
  const { addPaymentToOrder: paid } = await ask(
    `mutation($input:PaymentInput!){addPaymentToOrder(input:$input){...on Order{code}${REFUSAL}}}`,
    { input: { method: payments[0].code, metadata: {} } },
  );
  const { orderByCode: order } = await ask(
    `query($code:String!){orderByCode(code:$code){state couponCodes customFields{shukNote}
       lines{quantity customFields{shukAttributes} productVariant{sku}}}}`,
    { code: paid.code },
  );
  return {
    lines: order.lines.map(({ quantity, customFields, productVariant }) => ({
      sku: productVariant.sku,
      quantity,
      attributes: JSON.parse(customFields.shukAttributes ?? '[]'),
    })),
    codes: order.couponCodes,
    note: order.customFields.shukNote ?? undefined,
  };
}

/** The administrator, who logs in at the first change. */
export function adminOf(url) {
  let session;
  const logIn = () =>
    send(url, `mutation{login(username:"keeper",password:"only for tests"){__typename ${REFUSAL}}}`).then(
      ({ token }) => token,
    );

  /** `change` gives what is to be changed of a variant. */
  async function update(sku, change) {
    const token = await (session ??= logIn());
    const { productVariants } = await query(
      url,
      'query($sku:String!){productVariants(options:{filter:{sku:{eq:$sku}}}){items{id stockLevels{stockAllocated}}}}',
      { sku },
      token,
    );
    const [variant] = productVariants.items;
    const input = [{ id: variant.id, ...change(variant) }];
    const text = 'mutation($input:[UpdateProductVariantInput!]!){updateProductVariants(input:$input){id}}';
    await query(url, text, { input }, token);
  }

  return {
    setPrice: (sku, price) => update(sku, () => ({ prices: [{ currencyCode: 'USD', price }] })),
    /** What orders have taken is still on hand until it is sent. */
    setStock: (sku, stock) =>
      update(sku, ({ stockLevels }) => ({ stockOnHand: stock + (stockLevels[0]?.stockAllocated ?? 0) })),
  };
}
