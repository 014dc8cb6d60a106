#!/usr/bin/python3
"""Makes noto-sans-cjk-sc-rare.otf and .woff2 as README.md describes. Argument: path of NotoSansCJK-Regular.ttc."""
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Tongban Rare Han"
POSTSCRIPT = "TongbanRareHan-Regular"
FACE_SC = 2  # order of the faces in the collection: JP, KR, SC, TC, HK
# Extensions B to G as far as the face has them, and two characters of Extension A that names use.
UNICODES = "U+3666,U+4DAE,U+20000-2A6DF,U+2A700-2EBEF,U+2F800-2FA1F,U+30000-3134F"

options = subset.Options(
    font_number=FACE_SC,
    layout_features=[],
    hinting=False,
    desubroutinize=True,
    name_IDs=["*"],
    drop_tables=subset.Options().drop_tables + ["BASE", "VORG", "vhea", "vmtx"],
)
font = subset.load_font(sys.argv[1], options)
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=subset.parse_unicodes(UNICODES))
subsetter.subset(font)

renamed = {1: FAMILY, 3: f"2.004;{POSTSCRIPT}", 4: FAMILY, 6: POSTSCRIPT, 16: FAMILY}
for record in list(font["name"].names):
    if record.nameID in renamed:
        record.string = renamed[record.nameID]
font["CFF "].cff.fontNames = [POSTSCRIPT]
font["head"].modified = font["head"].created  # the same input gives the same bytes
font.recalcTimestamp = False

font.save("noto-sans-cjk-sc-rare.otf")
font.flavor = "woff2"
font.save("noto-sans-cjk-sc-rare.woff2")
