"""Codes printed on documents: KSeF links and numbers, Polish payment codes, bar codes. Made by zxing-cpp."""

from __future__ import annotations

import base64
import hashlib

import zxingcpp
from PIL import Image

from samples.generator.sale import Sale


def ksef_link(sale: Sale, xml: bytes) -> str:
    """The link in a KSeF QR code, KOD I: seller, issue date day first, hash of the file (ksef-docs, kody-qr)."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(xml).digest()).decode().rstrip("=")
    return f"https://qr.ksef.mf.gov.pl/invoice/{sale.seller.tax_id}/{sale.issued_on:%d-%m-%Y}/{digest}"


def ksef_number(sale: Sale, xml: bytes) -> str:
    """A number as KSeF gives it: seller, day of acceptance, twelve hex digits, CRC-8 of all that."""
    # KSeF counts; these numbers only have to differ from one another and stay the same from run to run.
    part = hashlib.sha256(b"number" + xml).hexdigest()[:10].upper()
    number = f"{sale.seller.tax_id}-{sale.issued_on:%Y%m%d}-01{part}"
    return f"{number}-{_crc8(number.encode('ascii')):02X}"


def payment_code(sale: Sale) -> str:
    """The transfer code of the Polish Bank Association: payee's tax id, account, amount in grosze, payee, title."""
    account = sale.seller.bank_account.removeprefix("PL")
    parts = (sale.seller.tax_id, "PL", account, f"{int(sale.gross * 100):06}", sale.seller.name[:20], sale.number[:32])
    return "|".join(parts) + "|||"


def qr(text: str, *, module: int = 4) -> Image.Image:
    """A QR code, black on white, `module` pixels to a module, with its quiet zone."""
    return _drawn(text, zxingcpp.BarcodeFormat.QRCode, module)


def code128(text: str, *, module: int = 2) -> Image.Image:
    """A Code 128 as shops print it below a receipt."""
    return _drawn(text, zxingcpp.BarcodeFormat.Code128, module)


def _drawn(text: str, kind: zxingcpp.BarcodeFormat, module: int) -> Image.Image:
    barcode = zxingcpp.create_barcode(text, kind)
    return Image.fromarray(barcode.to_image(scale=module)).convert("L")


def _crc8(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = ((crc << 1) ^ 0x07) & 0xFF if crc & 0x80 else (crc << 1) & 0xFF
    return crc
