"""Uses the FHIR server with the Python package fhirpy: creates, finds, pages, changes, patches and deletes.

Called with the server's base address and an access token.
"""

import sys

import peer

try:
    from fhirpy import SyncFHIRClient
    from fhirpy.base.exceptions import OperationOutcome, ResourceNotFound
except ModuleNotFoundError as error:
    peer.missing(error)

SYSTEM = "http://example.org/fhirpy"


def main(base, token):
    client = SyncFHIRClient(base, authorization=f"Bearer {token}", extra_headers={"Accept": "application/fhir+json"})
    patients = []
    for n in range(7):
        patient = client.resource(
            "Patient",
            identifier=[{"system": SYSTEM, "value": str(n)}],
            name=[{"family": "EVERYMAN", "given": [f"ADAM{n}"]}],
            birthDate=f"19{70 + n}-05-31",
        )
        patient.save()
        patients.append(patient)
    assert len({patient.id for patient in patients}) == 7, "each has an id"

    found = client.resources("Patient").search(identifier=f"{SYSTEM}|3").first()
    assert found.id == patients[3].id, "a token finds"
    paged = client.resources("Patient").search(identifier=f"{SYSTEM}|", _count=2).fetch_all()
    assert [each.id for each in paged] == [each.id for each in patients], "pages hold all, in order"
    newest = client.resources("Patient").search(identifier=f"{SYSTEM}|").sort("-birthdate").limit(1).first()
    assert newest.id == patients[6].id, "an order holds"
    count = client.resources("Patient").search(identifier=f"{SYSTEM}|").count()
    assert count == 7, f"the total is told, not {count}"

    patients[0]["active"] = True
    patients[0].save()
    assert patients[0]["meta"]["versionId"] == "2", "an update gives a version"
    read = client.reference("Patient", patients[0].id).to_resource()
    assert read["active"] is True, "what was written is read"

    observation = client.resource(
        "Observation",
        status="final",
        code={"coding": [{"system": "http://loinc.org", "code": "2339-0"}]},
        subject=patients[1].to_reference(),
        valueQuantity={"value": 7.4, "unit": "mmol/L"},
    )
    observation.save()
    chained = client.resources("Observation").search(subject__Patient__identifier=f"{SYSTEM}|1").fetch()
    assert [each.id for each in chained] == [observation.id], "a chain finds"
    included = client.resources("Observation").search(_id=observation.id).include("Observation", "subject").fetch_raw()
    modes = [entry["search"]["mode"] for entry in included.entry]
    assert modes == ["match", "include"], "a reference is included"

    by_condition = client.resources("Patient").search(identifier=f"{SYSTEM}|9")
    new = {"identifier": [{"system": SYSTEM, "value": "9"}]}
    patient, is_new = by_condition.update(client.resource("Patient", **new))
    again, is_new_again = by_condition.update(client.resource("Patient", gender="unknown", **new))
    assert is_new and not is_new_again and patient.id == again.id, "a conditional update creates once"

    patched = patients[2].patch(active=False)
    assert patched["active"] is False and patched["name"][0]["family"] == "EVERYMAN", "a patch changes what it names"

    try:
        client.resource("Observation", status="final").save()
        sys.exit("an Observation without a code was taken")
    except OperationOutcome as refused:
        assert "Observation.code" in str(refused.resource), "the place is told"

    observation.delete()
    try:
        client.reference("Observation", observation.id).to_resource()
        sys.exit("what was deleted was read")
    except ResourceNotFound:
        pass


main(*sys.argv[1:])
