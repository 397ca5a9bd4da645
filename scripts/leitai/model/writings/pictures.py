"""Pictures as they are published: at most 1600 pixels wide, and nothing in the file but the picture.

A file whose container holds only the picture is published byte for byte (JPEG segments: ITU-T T.81 B.1; PNG chunks: ISO/IEC 15948;
RIFF chunks). Any other is decoded, turned upright, brought to sRGB and written anew: place, time, author, device, thumbnails and
what hangs behind the picture are gone with the container. The same bytes in and the same Pillow give the same bytes out.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator

from PIL import Image, ImageCms, ImageOps

WIDEST = 1600  # pixels
_SAYS_NOTHING = re.compile(
    r"^(?:微信图片|QQ图片|mmexport|IMG|DSC|屏幕截图|截[图屏]|配?图|插图|图[片像]|照片|Picture|Image|Photo|Screenshot)[\W\d_一二三四五六七八九十]*$"
    r"|^\W*\d{0,4}\W*$|\.(?:jpe?g|png|bmp|gif|tiff?|heic|webp|svg)$|自动生成|automatically generated",
    re.IGNORECASE,
)
MOST_BYTES = 15 << 20
MOST_PIXELS = 80_000_000
QUALITY = 85
_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
PICTURE_TYPES = tuple(_FORMATS)
_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_START_OF_SCAN, _WITHOUT_LENGTH = 0xDA, (0x01, *range(0xD0, 0xD8))
_JPEG_PLAIN = (0xE0, 0xEE, *range(0xC0, 0xE0))  # JFIF, Adobe's transform flag, the tables of the picture
_PNG_PLAIN = (
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs",
)  # fmt: skip
_WEBP_PLAIN = (b"VP8 ", b"VP8L", b"VP8X", b"ALPH")
_MODES = ("L", "LA", "RGB", "RGBA")


def says_nothing(words: str) -> bool:
    """Whether an alternative text is empty, a word for any picture, the name of a file or a program's guess."""
    return _SAYS_NOTHING.search(words.strip()) is not None


class PictureRefused(Exception):
    """Why a picture can't be published, and how to mend it, in the editor's words."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


def check_picture(suffix: str, data: bytes) -> None:
    """Raise `PictureRefused` where `published` would; `suffix` is one of `PICTURE_TYPES`."""
    if len(data) > MOST_BYTES:
        what = f"图片有 {len(data) / (1 << 20):.0f} MB，太大。"
        raise PictureRefused(what, f"请用画图等程序缩小到 {MOST_BYTES >> 20} MB 以内，再放入。")
    _decoded(data, _FORMATS[suffix])


def published_bytes(suffix: str, data: bytes) -> bytes:
    """The bytes that stand on the site for a picture that passed `check_picture`, in the same format."""
    form = _FORMATS[suffix]
    picture = _decoded(data, form)
    if picture.width <= WIDEST and _is_plain(form, data):
        return data
    return _written(picture, form)


def taken_over(data: bytes) -> tuple[str, bytes]:
    """A picture of any size and kind that Pillow reads, as a file to be kept: its suffix and bytes; raises `PictureRefused`."""
    picture = _decoded(data, None)
    suffix = next((suffix for suffix, form in _FORMATS.items() if form == picture.format), ".png")
    form = _FORMATS[suffix]
    if form == picture.format and picture.width <= WIDEST and _is_plain(form, data):
        return suffix, data
    return suffix, _written(picture, form)


def _decoded(data: bytes, form: str | None) -> Image.Image:
    """The picture, read whole."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own limit and notes on odd metadata; ours follows
            picture = Image.open(io.BytesIO(data), formats=[form] if form else None)
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            picture.load()
    except Image.DecompressionBombError:
        what = f"图片超过 {MOST_PIXELS // 10_000} 万点，太大。"
        raise PictureRefused(what, f"请缩小到宽 {WIDEST} 点左右，再放入。") from None
    except (OSError, ValueError, SyntaxError) as fault:
        kind = f" {form.lower().replace('jpeg', 'jpg')} " if form else "能读的"
        fix = "请用画图等程序打开，另存为 png 或 jpg，再放入。"
        raise PictureRefused(f"这个文件不是{kind}图片，或已经损坏。", fix) from fault
    return picture


def _written(picture: Image.Image, form: str) -> bytes:
    upright = _in_srgb(ImageOps.exif_transpose(picture))
    if upright.width > WIDEST:
        height = max(1, round(upright.height * WIDEST / upright.width))
        upright = upright.resize((WIDEST, height), Image.Resampling.LANCZOS)
    if form == "JPEG" and upright.mode in ("LA", "RGBA"):
        upright = upright.convert("RGB")
    upright.info.clear()  # Pillow writes some of it back
    file = io.BytesIO()
    upright.save(file, form, **({} if form == "PNG" else {"quality": QUALITY}), optimize=True)
    return file.getvalue()


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The same colours without a profile, which may name a device; one that can't be read is left out."""
    profile = picture.info.get("icc_profile")
    if picture.mode not in _MODES and picture.mode != "CMYK":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            moved = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            moved = None
        picture = moved or picture
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _is_plain(form: str, data: bytes) -> bool:
    """Whether the container holds the picture alone; a broken one is not plain."""
    try:
        return _PLAIN[form](data)
    except IndexError:
        return False


def _is_plain_jpeg(data: bytes) -> bool:
    return data.endswith(b"\xff\xd9") and all(marker in _JPEG_PLAIN for marker in _jpeg_markers(data))


def _jpeg_markers(data: bytes) -> Iterator[int]:
    """The markers before the picture itself; 0 for what is none."""
    at = len(_JPEG)
    while data[at + 1] != _START_OF_SCAN:
        marker = data[at + 1] if data[at] == 0xFF else 0
        yield marker
        at += 2 if marker in _WITHOUT_LENGTH else 2 + int.from_bytes(data[at + 2 : at + 4])


def _is_plain_png(data: bytes) -> bool:
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        kind = data[at + 4 : at + 8]
        if kind not in _PNG_PLAIN:
            return False
        at += 12 + int.from_bytes(data[at : at + 4])
    return at == len(data)


def _is_plain_webp(data: bytes) -> bool:
    at = 12
    while at + 8 <= len(data):
        if data[at : at + 4] not in _WEBP_PLAIN:
            return False
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return at == len(data)


_PLAIN: dict[str, Callable[[bytes], bool]] = {
    "JPEG": _is_plain_jpeg,
    "PNG": _is_plain_png,
    "WEBP": _is_plain_webp,
}
