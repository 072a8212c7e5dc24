"""Signs text messages with the package twilio, whose validator checks the signature too, and posts them.

Called with the webhook's address, the public address that is signed, the auth token and a message's id.
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request

import peer

try:
    from twilio.request_validator import RequestValidator
except ModuleNotFoundError as error:
    peer.missing(error)


class Form(dict):
    """What the validator asks for the values of a name that stands there more than once."""

    def getall(self, name):
        values = self[name]
        return values if isinstance(values, list) else [values]


def post(address, form, signature, **more):
    headers = {"x-twilio-signature": signature, **more}
    request = urllib.request.Request(address, data=urllib.parse.urlencode(form, doseq=True).encode(), headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def main(address, public, token, message_id):
    validator = RequestValidator(token)
    query = "?ward=W1&x=%C3%A4"
    form = Form({
        "MessageSid": message_id,
        "SmsStatus": "received",
        "From": "+15555550100",
        "To": "+15555550101",
        "Body": "Grüße & more + less",
        "Empty": "",
        "Twice": ["b", "a", "b"],
    })
    signature = validator.compute_signature(public + query, form)
    assert validator.validate(public + query, form, signature)
    delivered = Form({**form, "SmsStatus": "delivered"})
    newer = Form({**form, "SmsStatus": "read"})
    settings = {"x-twilio-webhooks-signature-settings": "key=k1,algorithm=HMAC_SHA256"}
    statuses = {
        "signed": post(address + query, form, signature),
        "again": post(address + query, form, signature),
        "delivered": post(address + query, delivered, validator.compute_signature(public + query, delivered)),
        "by SHA-256": post(
            address + query, newer, validator.compute_signature(public + query, newer, "HMAC_SHA256"), **settings
        ),
        "changed": post(address + query, {**form, "Body": "other"}, signature),
        "elsewhere": post(address + "?ward=W2", form, signature),
        "another's": post(address + query, form, RequestValidator("other").compute_signature(public + query, form)),
    }
    print(json.dumps(statuses))


main(*sys.argv[1:])
