"""Which letters stand in the font files that nearly every page needs: tests/font_cuts.py cuts them out."""

# ASCII with « » “ ” ‘ ’ – — … • · − × © and é; what a page without a foreign name needs.
BASIC = [*range(0x20, 0x7F), *map(ord, "\xa0©«·»×é–—‘’“”•…−")]
# What nearly every Arabic page needs of Libre Franklin: figures, and the signs that stand beside them and in prose.
FIGURES = [*map(ord, " !\"%&'()*+,-./0123456789:\xa0©«·»×–—‘’“”•…−")]
# The Latin words that stand there as well: English, RSS, CC BY-SA, CC BY-NC-ND.
LATIN_NAMES = sorted(set(map(ord, "EnglishRSSCCBYSANCND")))
# The letters and marks of Arabic, its figures and signs, the four in which it writes foreign names, پ چ ڤ گ, and three
# that a Persian or Kurdish keyboard types for ours, ک ی ٱ: no word of these is parted between two files.
CORE = [
    *(0x60C, 0x61B, 0x61F, *range(0x621, 0x63B), *range(0x640, 0x656), *range(0x660, 0x66D), 0x670),
    *(0x671, 0x67E, 0x686, 0x6A4, 0x6A9, 0x6AF, 0x6CC, *range(0x200C, 0x2010), 0x2010, 0x2011),
]
# The only Arabic of most English pages.
NAME = [*map(ord, "العربية")]
