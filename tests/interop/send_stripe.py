"""Signs an event with the package stripe, which verifies it too, and posts it; then again, and changed.

Called with the webhook's address, the secret and an event's id.
"""

import json
import sys
import time
import urllib.error
import urllib.request

import peer

try:
    import stripe
except ModuleNotFoundError as error:
    peer.missing(error)


def post(address, body, signature):
    headers = {"content-type": "application/json; charset=utf-8", "stripe-signature": signature}
    request = urllib.request.Request(address, data=body.encode(), headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def signed(body, secret, at):
    signature = stripe.WebhookSignature._compute_signature(f"{at}.{body}", secret)
    return f"t={at},v1={signature}"


def main(address, secret, event_id):
    body = json.dumps({"id": event_id, "object": "event", "type": "payment_intent.succeeded", "data": {"object": {}}})
    now = int(time.time())
    header = signed(body, secret, now)
    stripe.Webhook.construct_event(body, header, secret)
    statuses = {
        "signed": post(address, body, header),
        "again": post(address, body, header),
        "signed anew": post(address, body, signed(body, secret, now - 1)),
        "changed": post(address, body.replace("succeeded", "failed"), header),
        "another's": post(address, body, signed(body, "whsec_other", now)),
        "old": post(address, body, signed(body, secret, now - 301)),
        "unsigned": post(address, body, "t=1"),
    }
    print(json.dumps(statuses))


main(*sys.argv[1:])
