"""A system that takes events, on this machine: HTTPS with a certificate of its own."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "localhost"


@dataclass
class Post:
    """Where it listens, whom to trust, what it answers, and what it was sent."""

    port: int
    trusted: Path
    answer: bytes = b"HTTP/1.1 204 No Content\r\n\r\n"
    taken: list[bytes] = field(default_factory=list)
    pause: float = 0.0  # seconds between two bytes of the answer

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://{NAME}:{self.port}/hook?from=keystage"


def certified(folder: Path) -> Path:
    """Make a certificate and its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    begun = datetime.now(UTC) - timedelta(days=1)  # noqa: TID251 - real, for TLS
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begun)
        .not_valid_after(begun + timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "post.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextmanager
def standing(folder: Path) -> Iterator[Post]:
    """Run it until the end of the test."""
    file = certified(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    ending = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.1)
        post = Post(door.getsockname()[1], file)
        thread = threading.Thread(target=_answering, args=(post, door, context, ending))
        thread.start()
        yield post
        ending.set()
        thread.join()


def _answering(
    post: Post, door: socket.socket, context: ssl.SSLContext, ending: threading.Event
) -> None:
    while not ending.is_set():
        try:
            plain, _ = door.accept()
        except TimeoutError:
            continue
        try:
            with context.wrap_socket(plain, server_side=True) as line:
                line.settimeout(10)
                post.taken.append(_read(line))
                _answer(post, line)
        except OSError:
            continue


def _answer(post: Post, line: ssl.SSLSocket) -> None:
    if not post.pause:
        line.sendall(post.answer)
        return
    for at in range(len(post.answer)):
        line.sendall(post.answer[at : at + 1])
        time.sleep(post.pause)


def _read(line: ssl.SSLSocket) -> bytes:
    """Read one request: its head, and as much as that says follows."""
    held = b""
    while b"\r\n\r\n" not in held:
        held += line.recv(4096)
    head, _, body = held.partition(b"\r\n\r\n")
    [size] = [
        int(one.split(b":")[1])
        for one in head.split(b"\r\n")
        if one.lower().startswith(b"content-length:")
    ]
    while len(body) < size:
        body += line.recv(4096)
    return head + b"\r\n\r\n" + body
