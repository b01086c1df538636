"""How large a page may be."""

#: A news page has kilobytes; beyond this, packed or not, it is an archive or a mistake and every parser is slow.
MAX_PAGE_BYTES = 16 * 1024 * 1024
