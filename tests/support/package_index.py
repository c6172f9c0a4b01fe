"""A package index with one package, behind an untrusted certificate."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PACKAGE = "forge_tiny"
_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    url: str
    authority: Path


@contextmanager
def package_index(directory: Path) -> Iterator[Index]:
    simple = directory / "simple" / PACKAGE.replace("_", "-")
    simple.mkdir(parents=True)
    wheel = write_wheel(simple)
    (simple / "index.html").write_text(f'<a href="{wheel.name}">{wheel.name}</a>')
    authority, chain = _certificates(directory)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    with ThreadingHTTPServer(
        (_HOST, 0), partial(_Silent, directory=directory)
    ) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            url = f"https://{_HOST}:{server.server_port}/simple/"
            yield Index(url=url, authority=authority)
        finally:
            server.shutdown()
            thread.join()


def write_wheel(directory: Path) -> Path:
    """Write a minimal wheel for pip and uv."""
    wheel = directory / f"{PACKAGE}-1.0-py3-none-any.whl"
    metadata = f"{PACKAGE}-1.0.dist-info"
    files = {
        f"{PACKAGE}.py": "",
        f"{metadata}/METADATA": (
            f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: 1.0\n"
        ),
        f"{metadata}/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: tests\n"
            "Root-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    record = "".join(f"{path},,\n" for path in (*files, f"{metadata}/RECORD"))
    with ZipFile(wheel, "w") as archive:
        for path, text in {**files, f"{metadata}/RECORD": record}.items():
            archive.writestr(path, text)
    return wheel


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Log nothing."""


def _certificates(directory: Path) -> tuple[Path, Path]:
    """Create an authority, and a server's key and certificate signed by it."""
    ours, theirs = _key(), _key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Company Authority")])
    root = (
        _certificate(name, name, ours)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(ours, hashes.SHA256())
    )
    host = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _HOST)])
    alternative = x509.SubjectAlternativeName(
        [x509.IPAddress(ipaddress.ip_address(_HOST))]
    )
    leaf = (
        _certificate(host, name, theirs)
        .add_extension(alternative, critical=False)
        .sign(ours, hashes.SHA256())
    )
    authority, chain = directory / "authority.pem", directory / "server.pem"
    pem = serialization.Encoding.PEM
    authority.write_bytes(root.public_bytes(pem))
    key = theirs.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain.write_bytes(key + leaf.public_bytes(pem))
    return authority, chain


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
    )
