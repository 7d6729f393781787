export const HELP = `shuk - catalogues for Shuk's elements

Usage
  shuk import FILE... --out catalog.json [options]   Make a catalogue from exports of a shop
  shuk check FILE...                                 Check catalogues before they go online

  shuk import --help, shuk check --help              The options of a command
  shuk --version
`;

export const IMPORT_HELP = `shuk import FILE... --out catalog.json [options]

Reads exports of shop systems and writes one catalogue. What a file is, its header tells:
  shopify      product CSV
  woocommerce  product CSV
  google       Google Merchant feed: RSS or Atom with g:, or a table; Meta's table too
  vendure      product CSV

Options
  -o, --out FILE         the catalogue to write; replaced at once, or not at all
  -c, --currency CODE    ISO 4217 code of the prices; CSV exports carry none, feeds do
  -l, --language TAG     BCP 47 tag of the texts, e.g. en, he, pt-BR
  -f, --format NAME      the format of the files, where the header does not tell
      --base-url URL     address of the shop, for the pages of products
      --product-url TEXT address of a product page with {handle}, {id} or {sku}, e.g. /p/{handle}
      --image-base URL   address or path in which image files lie, e.g. /pictures/
      --image-dir DIR    folder with these image files here: their sizes are read
      --with-hidden      take products too that the shop does not list
      --decimal MARK     decimal mark of the amounts, "." or ",", where they do not tell
      --encoding NAME    of files that are not Unicode, e.g. windows-1255
      --date DATE        import as of this day (sales begin and end); default: now
      --json             report as JSON on standard output

What cannot be used is reported as  file:row: column "X": reason
Exit status
  0  all was written
  1  written, but rows were left out
  2  nothing was written: wrong options, or a file that cannot be read
`;

export const CHECK_HELP = `shuk check FILE... [--json]

Checks catalogues by their JSON Schema and by rules that a schema cannot say: ids used twice, values that no option
has, prices that contradict each other, images without alternative text, links to nowhere.

Options
      --json   report as JSON on standard output

Exit status
  0  good (there may be warnings)
  1  something is wrong
  2  a file cannot be read
`;
