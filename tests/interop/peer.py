"""What the Python peers share: reading the message, checking the answer, and the exit code of a missing library."""

import sys

MISSING_LIBRARY = 77


def missing(error):
    print(f"not installed: {error.name}")
    sys.exit(MISSING_LIBRARY)


def message_of(path):
    """Reads a message; files have a line for each segment, HL7 wants a carriage return (v2.5.1 section 2.5.4)."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read().replace("\r\n", "\r").replace("\n", "\r")
    return text.rstrip("\r") + "\r"


def check(code, answered_id, sent_id):
    if (code, answered_id) != ("AA", sent_id):
        sys.exit(f"wanted AA for {sent_id}, got {code} for {answered_id}")
