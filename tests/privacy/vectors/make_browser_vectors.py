#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Known answers for web/app/src/keys, made by libsodium itself (ctypes on libsodium.so.23). Writes browser.json here."""
import base64
import ctypes
import hashlib
import json
import pathlib

sodium = ctypes.CDLL("libsodium.so.23")
assert sodium.sodium_init() >= 0
ULL = ctypes.c_ulonglong


def buffer(size):
    return ctypes.create_string_buffer(size)


def argon2id(password, salt):
    out = buffer(64)
    text = password.encode()
    # crypto_pwhash_ALG_ARGON2ID13 = 2; 3 passes, 64 MiB
    done = sodium.crypto_pwhash(out, ULL(64), text, ULL(len(text)), salt, ULL(3), ctypes.c_size_t(64 << 20), 2)
    assert done == 0
    return out.raw


def pair(seed):
    public, private = buffer(32), bytes(hashlib.sha256(seed).digest())
    assert sodium.crypto_scalarmult_base(public, private) == 0
    return public.raw, private


def box_seal(plain, recipient, ephemeral):
    """crypto_box_seal with a known ephemeral pair: its nonce is BLAKE2b-192(ephemeral public | recipient)."""
    nonce = hashlib.blake2b(ephemeral[0] + recipient, digest_size=24).digest()
    out = buffer(len(plain) + 16)
    assert sodium.crypto_box_easy(out, plain, ULL(len(plain)), nonce, recipient, ephemeral[1]) == 0
    return ephemeral[0] + out.raw


def box_seal_random(plain, recipient):
    out = buffer(len(plain) + 48)
    assert sodium.crypto_box_seal(out, plain, ULL(len(plain)), recipient) == 0
    return out.raw


def check_opens(sealed, own, plain):
    out = buffer(len(sealed) - 48)
    assert sodium.crypto_box_seal_open(out, sealed, ULL(len(sealed)), own[0], own[1]) == 0
    assert out.raw == plain


def main():
    vectors = {"kdf": [], "box": []}
    for password, salt in [("correct horse battery", bytes(range(16))), ("motdepasse très long ñ 密码", bytes(range(100, 116)))]:
        vectors["kdf"].append({"password": password, "salt_hex": salt.hex(), "out_hex": argon2id(password, salt).hex()})
    own, ephemeral = pair(b"recipient"), pair(b"ephemeral")
    for plain in [b"", b"x", hashlib.sha256(b"a key").digest(), bytes(1000)]:
        fixed = box_seal(plain, own[0], ephemeral)
        check_opens(fixed, own, plain)
        vectors["box"].append({
            "private_hex": own[1].hex(), "public_hex": own[0].hex(), "ephemeral_private_hex": ephemeral[1].hex(),
            "plain_hex": plain.hex(), "sealed": base64.b64encode(fixed).decode(),
            "sealed_by_libsodium": base64.b64encode(box_seal_random(plain, own[0])).decode()})
    target = pathlib.Path(__file__).with_name("browser.json")
    target.write_text(json.dumps(vectors, indent=1, ensure_ascii=False) + "\n")


main()
