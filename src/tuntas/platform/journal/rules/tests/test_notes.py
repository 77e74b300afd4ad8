"""Notes are those of the Go module database's tools: their published keys, texts and signatures."""

import pytest

from tuntas.platform.journal.rules.notes import (
    Checkpoint,
    NoteFault,
    Signer,
    Verifier,
    open_checkpoint,
    open_note,
    sign_checkpoint,
)

# golang.org/x/mod/sumdb/note, its own examples; the private key is published there.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = (
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
ROOT = bytes(range(32))


def test_signs_as_the_published_example():
    assert Signer.parse(PETER_PRIVATE).sign(TEXT) == TEXT + "\n" + PETER_LINE


def test_opens_the_published_examples():
    note = TEXT + "\n" + PETER_LINE + ENOCH_LINE

    assert open_note(note, Verifier.parse(PETER)) == TEXT
    assert open_note(note, Verifier.parse(ENOCH)) == TEXT


def test_keys_are_written_as_they_were_read():
    signer = Signer.parse(PETER_PRIVATE)

    assert str(signer.verifier) == str(Verifier.parse(PETER)) == PETER
    assert signer.write() == PETER_PRIVATE


@pytest.mark.parametrize("key", [PETER, PETER_PRIVATE])
def test_no_mangled_key_is_accepted(key):
    read = Signer.parse if key.startswith("PRIVATE") else Verifier.parse
    parts = {key[i:j] for i in range(len(key)) for j in range(i + 1, len(key) + 1)} - {key}
    changed = {key[:i] + chr(ord(key[i]) + 1) + key[i + 1 :] for i in range(len(key))}

    for mangled in parts | changed:
        with pytest.raises(NoteFault):
            read(mangled)


@pytest.mark.parametrize(
    "key",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_no_other_kind_of_key_is_accepted(key):
    with pytest.raises(NoteFault):
        Verifier.parse(key)


@pytest.mark.parametrize(
    "note",
    [
        TEXT,
        TEXT + "\n",
        TEXT + "\n" + PETER_LINE[:-1],
        "\x01" + TEXT + "\n" + PETER_LINE,
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", "Bad Name"),
        TEXT + "\n" + PETER_LINE + "Unexpected line.\n",
        TEXT + "\n" + PETER_LINE * 101,
        TEXT + "\n" + PETER_LINE[:60] + "ABCD" + PETER_LINE[60:],
        TEXT + "\n" + ENOCH_LINE,
        TEXT.replace("think", "thank") + "\n" + PETER_LINE,
        TEXT + "\n" + PETER_LINE + PETER_LINE[:60] + "ABCD" + PETER_LINE[60:],
    ],
)
def test_no_other_note_is_opened(note):
    with pytest.raises(NoteFault):
        open_note(note, Verifier.parse(PETER))


def test_a_checkpoint_says_what_was_signed():
    signer = Signer.new("example.org/journal")

    signed = sign_checkpoint(Checkpoint("example.org/journal", 42, ROOT), signer)

    assert open_checkpoint(signed.note, signer.verifier) == signed
    assert signed.note.split("\n")[:3] == ["example.org/journal", "42", signed.root_text]


@pytest.mark.parametrize(
    "text",
    ["a\n1\n", "a\n01\nAAAA\n", "a\n-1\nAAAA\n", "a\n1\nAAAA\n", f"\n1\n{'A' * 43}=\n", f"a\nx\n{'A' * 43}=\n"],
)
def test_no_other_text_is_a_checkpoint(text):
    signer = Signer.new("a")

    with pytest.raises(NoteFault):
        open_checkpoint(signer.sign(text), signer.verifier)


def test_a_private_key_does_not_show_itself():
    assert "seed" not in repr(Signer.new("a"))
