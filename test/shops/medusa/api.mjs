/** What a storefront and a merchant would do with this shop. */

/** Orders what is in a cart, through the Store API, and tells what the order has. */
export async function orderOf(ask, query, token) {
  const { cart } = await ask(`carts/${token}`);
  const address = {
    first_name: 'Dana',
    last_name: 'Noy',
    address_1: '1 Main Street',
    city: 'Haven',
    postal_code: '10001',
  };
  const country_code = cart.region.countries[0].iso_2;
  await ask(`carts/${token}`, { email: 'dana@shop.example', shipping_address: { ...address, country_code } });
  const { shipping_options: options } = await ask(`shipping-options?cart_id=${token}`);
  await ask(`carts/${token}/shipping-methods`, { option_id: options[0].id });
  const { payment_collection: payment } = await ask('payment-collections', { cart_id: token });
  await ask(`payment-collections/${payment.id}/payment-sessions`, { provider_id: 'pp_system_default' });
  const { order: made, error } = await ask(`carts/${token}/complete`, {});
  if (!made) throw new Error(`Medusa made no order: ${JSON.stringify(error)}`);

  const fields = 'total,items.variant_sku,items.quantity,items.metadata,promotions.code';
  const { order } = await ask(`orders/${made.id}?fields=${fields}`);
  // The Store API does not show what is kept with an order as a whole.
  const [{ metadata }] = await query('select metadata from "order" where id = $1', [made.id]);
  return {
    lines: order.items.map((item) => ({
      ...{ sku: item.variant_sku, quantity: item.quantity },
      attributes: item.metadata?.shuk_attributes ?? [],
    })),
    codes: (order.promotions ?? []).map(({ code }) => code),
    note: metadata?.shuk_note,
  };
}

/** Medusa keeps each number twice: as such, and as JSON that loses nothing. */
const RAW = `jsonb_build_object('value', $2::text, 'precision', 20)`;

export const merchantOf = (query) => ({
  async expire(token) {
    await query('update cart set deleted_at = now() where id = $1', [token]);
  },
  async setStock(sku, left) {
    const set = `stocked_quantity = $2::numeric, raw_stocked_quantity = ${RAW}`;
    const of = 'inventory_item_id in (select id from inventory_item where sku = $1)';
    await query(`update inventory_level set ${set} where ${of}`, [sku, String(left)]);
  },
  /** What a shopper pays: the price on the list, where the variant is on one. */
  async setPrice(sku, cents) {
    const prices = await query(
      `select price.id, price_list_id from price
       join product_variant_price_set link on link.price_set_id = price.price_set_id
       join product_variant variant on variant.id = link.variant_id
       where variant.sku = $1 and price.currency_code = 'usd' and price.deleted_at is null
       order by price_list_id nulls last`,
      [sku],
    );
    const amount = `${cents.toString().padStart(3, '0').slice(0, -2)}.${cents.toString().padStart(3, '0').slice(-2)}`;
    await query(`update price set amount = $2::numeric, raw_amount = ${RAW} where id = $1`, [prices[0].id, amount]);
  },
});
