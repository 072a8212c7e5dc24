"""Posts a body that is signed with HMAC-SHA256 by Python's standard library, as GitHub and many others sign.

Called with the webhook's address, the secret, the delivery's id and the body; prints the status.
"""

import hashlib
import hmac
import sys
import urllib.error
import urllib.request


def main(address, secret, delivery, body):
    signature = hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "x-hub-signature-256": f"sha256={signature}",
        "x-github-delivery": delivery,
    }
    request = urllib.request.Request(address, data=body.encode(), headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            print(answer.status)
    except urllib.error.HTTPError as error:
        print(error.code)


main(*sys.argv[1:])
