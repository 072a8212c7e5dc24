use super::*;

fn xml(text: &str) -> Xml {
    Xml::parse(text).expect("it is XML")
}

fn path(text: &str) -> Path {
    text.parse().expect(text)
}

#[test]
fn places_are_set_and_the_rest_stays_as_it_was() {
    const TEXT: &str = "<?xml version='1.0'?>\r\n<a  x = '1' ><!-- c --><b>t<c/></b><b y='&lt;'/></a >\n";
    for (place, value, expected) in [
        ("/a/b", "1 < 2", TEXT.replace("t<c/>", "1 &lt; 2")),
        ("/a/b[2]", "z", TEXT.replace("<b y='&lt;'/>", "<b y='&lt;'>z</b>")),
        ("/a/b[2]/@y", "\"", TEXT.replace("'&lt;'", "\"&quot;\"")),
        ("/a/@x", "2", TEXT.replace("'1' ", "\"2\" ")),
        ("/a/@z", "2", TEXT.replace("'1' ", "'1' z=\"2\" ")),
        ("/a/b/text()", "u", TEXT.replace(">t<", ">u<")),
        ("/a/b/c/d", "v", TEXT.replace("<c/>", "<c><d>v</d></c>")),
        ("/a/b[3]", "w", TEXT.replace("</a", "<b>w</b></a")),
        ("/a/b[@y='q']/@z", "w", TEXT.replace("</a", "<b y=\"q\" z=\"w\"/></a")),
        ("/a/e/@f", "g", TEXT.replace("</a", "<e f=\"g\"/></a")),
        ("/a/b", "", TEXT.replace("t<c/>", "")),
    ] {
        let mut xml = xml(TEXT);
        xml.set(&path(place), value).expect(place);
        assert_eq!(xml.text(), expected, "{place}");
        assert_eq!(xml.get(&path(place)), Ok(Some(value.to_owned())), "{place}");
        Xml::parse(xml.text().as_ref()).expect("it is XML still");
    }
}

#[test]
fn made_elements_take_the_prefix_of_those_around() {
    let mut xml = xml("<p:a xmlns:p='u'><p:b/></p:a>");
    xml.set(&path("/a/b/c"), "1").expect("it is made");
    assert_eq!(xml.text(), "<p:a xmlns:p='u'><p:b><p:c>1</p:c></p:b></p:a>");
}

#[test]
fn what_cannot_be_set_is_told() {
    let mut xml = xml("<a><b/></a>");
    for (place, error) in [
        ("/x/y", EditError::OtherRoot),
        ("//y", EditError::NotFound),
        ("/a/*[5]", EditError::NotFound),
        ("/a/b[4]", EditError::Gap),
        ("/a/b[c>1]/d", EditError::NotFound),
    ] {
        assert_eq!(xml.set(&path(place), "1"), Err(error), "{place}");
    }
    assert_eq!(xml.set(&path("/a"), "\u{1}"), Err(EditError::Character));
    assert_eq!(xml.text(), "<a><b/></a>");
}

#[test]
fn places_are_taken_out() {
    for (place, n_removed, expected) in [
        ("/a/b", 2, "<a x='1'> <c/></a>"),
        ("//@*", 2, "<a> <b>1</b><c/><b/></a>"),
        ("/a/b[1]/text()", 1, "<a x='1'> <b></b><c/><b y='2'/></a>"),
        ("/a/d", 0, "<a x='1'> <b>1</b><c/><b y='2'/></a>"),
    ] {
        let mut xml = xml("<a x='1'> <b>1</b><c/><b y='2'/></a>");
        assert_eq!(xml.remove(&path(place)), Ok(n_removed), "{place}");
        assert_eq!(xml.text(), expected, "{place}");
    }
    assert_eq!(xml("<a/>").remove(&path("//a")), Err(EditError::Root));
}

#[test]
fn elements_are_added() {
    let mut xml = xml("<a><b/><c/></a>");
    xml.append(&path("/a/b"), "<d>1</d>").expect("it is XML");
    xml.append(&path("/a/e"), "<f g='1'/>").expect("it is XML");
    assert_eq!(xml.text(), "<a><b><d>1</d></b><c/><e><f g='1'/></e></a>");
    assert_eq!(xml.get(&path("/a/e/f/@g")), Ok(Some("1".to_owned())));
    assert!(matches!(
        xml.append(&path("/a/new"), "<d>"),
        Err(EditError::Fragment(_))
    ));
    assert_eq!(xml.set(&path("/a/new/y[3]"), "1"), Err(EditError::Gap));
    assert_eq!(xml.set(&path("/a[2]/x"), "1"), Err(EditError::Gap));
    assert_eq!(xml.get(&path("/a/new")), Ok(None));
    let deep = format!("{}{}", "<d>".repeat(255), "</d>".repeat(255));
    xml.append(&path("/a"), &deep).expect("it is deep enough");
    assert_eq!(xml.append(&path("/a/b"), &deep), Err(EditError::TooDeep));
}

#[test]
fn a_handle_stays_with_its_element() {
    let mut xml = xml("<a><b>1</b><b>2</b><b>3</b></a>");
    let handles: Vec<_> = xml.root().children().map(|child| child.handle()).collect();
    xml.remove(&path("/a/b[1]")).expect("it is no root");
    assert_eq!(xml.get(&path(&handles[0])), Ok(None));
    assert_eq!(xml.get(&path(&handles[1])), Ok(Some("2".to_owned())));
    xml.set(&path(&format!("{}/@c", handles[2])), "x").expect("it is there");
    xml.set(&path(&format!("{}/d/e", handles[2])), "y")
        .expect("it is there");
    assert_eq!(xml.set(&path(&handles[0]), "z"), Err(EditError::NotFound));
    assert_eq!(xml.text(), "<a><b>2</b><b c=\"x\">3<d><e>y</e></d></b></a>");
    xml.set(&path("/a"), "").expect("it is text");
    assert_eq!(xml.get(&path(&handles[2])), Ok(None));
    assert_eq!(xml.get(&path("#999")), Ok(None));
    assert!("#x".parse::<Path>().is_err() && "#1b".parse::<Path>().is_err());
}

#[test]
fn declarations_of_namespaces_are_no_attributes() {
    let mut xml = xml("<r xmlns:id='urn:x' xmlns='urn:y' id='5'/>");
    assert_eq!(xml.get(&path("/r/@id")), Ok(Some("5".to_owned())));
    assert_eq!(xml.get(&path("/r/@xmlns:id")), Ok(Some("urn:x".to_owned())));
    assert_eq!(xml.remove(&path("//@*")), Ok(1));
    assert_eq!(xml.text(), "<r xmlns:id='urn:x' xmlns='urn:y'/>");
}
