#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How sealing.json was made: not by our C++ but from docs/envelope.md, with hashlib, hmac and libsodium through ctypes.

Run it only when the format changes (a new version, never a change of v1): it prints the JSON. The wrapped key of an
envelope is random, so each run gives other envelopes.
"""
import base64, ctypes, ctypes.util, hashlib, hmac, json

sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
assert sodium.sodium_init() >= 0


def pad(data, block):
    if block == 0:
        return data
    return data + b"\x80" + b"\0" * (block - 1 - len(data) % block)


def seal(key, nonce, context, plain, padding):
    padded = pad(plain, padding)
    out = ctypes.create_string_buffer(len(padded) + 16)
    size = ctypes.c_ulonglong()
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        out, ctypes.byref(size), padded, ctypes.c_ulonglong(len(padded)), context,
        ctypes.c_ulonglong(len(context)), None, nonce, key)
    return nonce + out.raw[: size.value]


def key_id(public):
    return hashlib.blake2b(public, digest_size=32).digest()[:4]


CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def id_text(raw):
    bits, out = int.from_bytes(raw, "big") << 2, ""
    for i in range(26):
        out = CROCKFORD[(bits >> (5 * i)) & 31] + out
    return out


def words_case(seed, org, record, field, words):
    secret = hashlib.sha256(seed).digest()
    public = ctypes.create_string_buffer(32)
    sodium.crypto_scalarmult_base(public, secret)
    fresh, nonce = hashlib.sha256(seed + b"fresh").digest(), hashlib.sha256(seed + b"nonce").digest()[:24]
    wrapped = ctypes.create_string_buffer(80)
    sodium.crypto_box_seal(wrapped, fresh, ctypes.c_ulonglong(32), public.raw)
    context = "|".join(["v1", org, id_text(record), field, key_id(public.raw).hex()])
    body = seal(fresh, nonce, context.encode(), words.encode(), 1024)
    return {"public": base64.b64encode(public.raw).decode(), "private_hex": secret.hex(), "key_id": key_id(public.raw).hex(),
            "organisation": org, "record": id_text(record), "field": field, "associated_data": context, "words": words,
            "envelope": base64.b64encode(b"DW1" + key_id(public.raw) + wrapped.raw + body).decode()}


def seal_case(source, key, nonce, context, plain, padding, expected=None):
    sealed = seal(key, nonce, context, plain, padding)
    assert expected is None or sealed == nonce + bytes.fromhex(expected)
    return {"source": source, "key_hex": key.hex(), "nonce_hex": nonce.hex(), "context_hex": context.hex(),
            "plain_hex": plain.hex(), "padding": padding, "sealed_hex": sealed.hex()}


def fingerprint_case(key, scope, value):
    digest = hmac.new(key, scope.encode() + b"\0" + value.encode(), hashlib.sha256).digest()
    return {"key_hex": key.hex(), "scope": scope, "value": value, "fingerprint_hex": digest[:16].hex()}


seq = lambda first, count: bytes(range(first, first + count))
print(json.dumps({
    "seal": [
        seal_case("draft-irtf-cfrg-xchacha-03 A.3.1, also in libsodium's test/default/aead_xchacha20poly1305.c",
                  seq(0x80, 32), seq(0x40, 24), bytes.fromhex("50515253c0c1c2c3c4c5c6c7"),
                  b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
                  b"sunscreen would be it.", 0,
                  "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6"
                  "708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c9763"
                  "7da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"),
        seal_case("make_vectors.py", seq(1, 32), seq(100, 24), b"v1|session|test", b"", 64),
        seal_case("make_vectors.py", seq(2, 32), seq(101, 24), b"v1|session|test", b"x" * 63, 64),
        seal_case("make_vectors.py", seq(3, 32), seq(102, 24), b"v1|session|test", b"x" * 64, 64),
    ],
    "words": [
        words_case(b"office one", "samoa-mcil", seq(0, 16), "words", "The machine guard is missing since Monday."),
        words_case(b"office two", "bd|dife", seq(240, 16), "scrubbed", "\u0986\u09ae\u09be\u09b0 \u09ac\u09c7\u09a4\u09a8"),
        words_case(b"office three", "samoa-mcil", seq(7, 16), "words", "y" * 1023),
        words_case(b"office four", "samoa-mcil", seq(8, 16), "words", "y" * 1024),
    ],
    "fingerprint": [
        fingerprint_case(seq(0, 32), "sms", "+6857212345"),
        fingerprint_case(seq(0, 32), "whatsapp", "+6857212345"),
        fingerprint_case(seq(9, 32), "main", "wamid.example"),
    ],
}, indent=1))
