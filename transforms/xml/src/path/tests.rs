use super::*;

const RECORD: &str = r#"<h:r xmlns:h="urn:x" v="1">
<p id="1" h:k="A"><n>ADAM</n><n use="x">EVE</n></p>
<p id="2"><n>ADAM  B</n><q><n>7.0</n><p id="3"><n>C</n></p></q></p>
<t>a<!-- c -->b<![CDATA[<c>]]></t><e/></h:r>"#;

fn found(path: &str) -> String {
    let xml = Xml::parse(RECORD).expect("it is XML");
    let path: Path = path.parse().expect(path);
    let found = xml.find(&path).expect("it is small");
    found.iter().map(Found::text).collect::<Vec<_>>().join("|")
}

#[test]
fn steps_lead_to_elements_attributes_and_texts() {
    for (path, expected) in [
        ("/r/p/n", "ADAM|EVE|ADAM  B"),
        ("/h:r/@v", "1"),
        ("/x:r/@v", ""),
        ("p/@k", "A"),
        ("p/@h:k", "A"),
        ("p[2]/@*", "2"),
        ("//n", "ADAM|EVE|ADAM  B|7.0|C"),
        ("//p/n", "ADAM|EVE|ADAM  B|C"),
        ("//p//n", "ADAM|EVE|ADAM  B|7.0|C"),
        ("//q/..//@id", "2|3"),
        ("/r/t", "ab<c>"),
        ("/r/t/text()", "a|b|<c>"),
        ("/r/e", ""),
        ("/r/p/./q/*", "7.0|C"),
        ("/p", ""),
        ("//@id", "1|2|3"),
        (" / r / p [ 1 ] / n [ 2 ] ", "EVE"),
    ] {
        assert_eq!(found(path), expected, "{path}");
    }
}

#[test]
fn predicates_choose_among_them() {
    for (path, expected) in [
        ("/r/p[2]/@id", "2"),
        ("/r/p[last()]/@id", "2"),
        ("//p[1]/@id", "1|3"),
        ("//n[1]", "ADAM|ADAM  B|7.0|C"),
        ("/r/p[@id='2']/n", "ADAM  B"),
        ("/r/p[@k]/@id", "1"),
        ("/r/p[not(@k)]/@id", "2"),
        ("/r/p[n='EVE']/@id", "1"),
        ("/r/p[n!='EVE']/@id", "1|2"),
        ("/r/p[q/n=7]/@id", "2"),
        ("/r/p[@id>1 and q]/@id", "2"),
        ("/r/p[@id<=1 or q]/@id", "1|2"),
        ("//n[@use='x'][1]", "EVE"),
        ("//p[contains(n, 'DAM')]/@id", "1|2"),
        ("//p[starts-with(n, 'C')]/@id", "3"),
        ("//p[count(n)=2]/@id", "1"),
        ("//n[string-length(.) > 4]", "ADAM  B"),
        ("//n[normalize-space(.)='ADAM B']/../@id", "2"),
        ("/r/*[position()>=2 and position()<last()]/@id", "2"),
        ("/r/*[local-name()='t']", "ab<c>"),
        ("//p[@id=/r/@v]/n[1]", "ADAM"),
        ("/r/p[(n or q) and not(n='EVE')]/@id", "2"),
        ("/r/p['']/@id", ""),
    ] {
        assert_eq!(found(path), expected, "{path}");
    }
}

#[test]
fn what_is_no_path_is_told_by_its_place() {
    for (path, at) in [
        ("", 1),
        ("/", 2),
        ("/a/", 4),
        ("a[", 3),
        ("a[1", 4),
        ("a['x]", 3),
        ("a]", 2),
        ("/1", 2),
        ("a[b=]", 5),
        ("a[contains(b)]", 13),
        ("a b", 3),
        ("a[@b='\u{1}']", 7),
        ("text(", 6),
    ] {
        assert_eq!(path.parse::<Path>().expect_err(path).at, at, "{path}");
    }
    assert!(
        format!("a[{}1{}]", "(".repeat(500), ")".repeat(500))
            .parse::<Path>()
            .is_err()
    );
    assert!("a[".repeat(500).parse::<Path>().is_err());
    assert!("a/".repeat(500).parse::<Path>().is_err());
}

#[test]
fn a_search_without_end_is_ended() {
    let xml = Xml::parse(format!("<a>{}</a>", "<b/>".repeat(500))).expect("it is XML");
    let path: Path = "//*[//*[//*[//*='x']]]".parse().expect("it is a path");
    assert_eq!(xml.find(&path).err(), Some(TooMany));
}

#[test]
fn an_element_is_a_document_of_its_own_with_its_namespaces() {
    let xml =
        Xml::parse("<a xmlns='u' xmlns:p='v' xmlns:q='w' z='1'><p:b xmlns:q='x'><c/></p:b></a>").expect("it is XML");
    let element = xml.root().child("b").expect("it is there");
    let text = element.to_document();
    assert_eq!(text, "<p:b xmlns=\"u\" xmlns:p=\"v\" xmlns:q='x'><c/></p:b>");
    let again = Xml::parse(text).expect("it is XML");
    assert_eq!(again.root().namespace(), element.namespace());
}
