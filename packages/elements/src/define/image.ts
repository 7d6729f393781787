import { Image } from '../image/image.js';
import { define } from '../internal/define.js';
import { Tag } from '../tag/tag.js';

define('shuk-image', Image);
define('shuk-tag', Tag);

declare global {
  interface HTMLElementTagNameMap {
    'shuk-image': Image;
    'shuk-tag': Tag;
  }
}
