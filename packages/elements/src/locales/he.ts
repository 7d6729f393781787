import type { Words } from '../internal/locale.js';
import { buy } from './he/buy.js';
import { cartButton } from './he/cart-button.js';
import { cart } from './he/cart.js';
import { failure } from './he/failure.js';
import { image } from './he/image.js';
import { look } from './he/look.js';
import { product } from './he/product.js';

/** Hebrew. */
export const he = { buy, cart, cartButton, failure, image, look, product } satisfies Words;
