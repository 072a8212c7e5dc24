use super::*;

const STORE: &str = r#"{
  "store": {
    "book": [
      {"category": "reference", "author": "A", "title": "One", "price": 8.95},
      {"category": "fiction", "author": "B", "title": "Two", "price": 12.99},
      {"category": "fiction", "author": "C", "title": "Three", "isbn": "0-1", "price": 8.990},
      {"category": "fiction", "author": "D", "title": "Four", "isbn": "0-2", "price": 22.99}
    ],
    "bicycle": {"color": "red", "price": 399}
  },
  "o": {"j": 1, "k k": {"'": [null, false]}},
  "limit": 10
}"#;

fn found(path: &str) -> String {
    let value = crate::parse(STORE.as_bytes()).expect("it is JSON");
    let path: Path = path.parse().expect(path);
    let nodes = path.find(&value).expect("it is small");
    nodes
        .iter()
        .map(|node| {
            assert_eq!(node.pointer().get(&value), Some(node.value()));
            node.pointer().to_string()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn selectors_pick_members_and_elements() {
    for (path, expected) in [
        ("$", ""),
        ("$.store.book[0].title", "/store/book/0/title"),
        ("$['store'][\"bicycle\"].color", "/store/bicycle/color"),
        ("$.store.book[-1].title", "/store/book/3/title"),
        ("$.store.book[9]", ""),
        ("$.store.book[1:3].author", "/store/book/1/author /store/book/2/author"),
        ("$.store.book[::-2].author", "/store/book/3/author /store/book/1/author"),
        ("$.store.book[-2:].author", "/store/book/2/author /store/book/3/author"),
        ("$.store.book[5:1:-2].author", "/store/book/3/author"),
        ("$.store.book[::0]", ""),
        (
            "$.store.book[0, 2]['author', 'isbn']",
            "/store/book/0/author /store/book/2/author /store/book/2/isbn",
        ),
        ("$.store.*.color", "/store/bicycle/color"),
        ("$..isbn", "/store/book/2/isbn /store/book/3/isbn"),
        ("$..book[0].price", "/store/book/0/price"),
        ("$.o['k k']['\\''][1]", "/o/k k/'/1"),
        ("$.o[\"k k\"]['\\u0027'].*", "/o/k k/'/0 /o/k k/'/1"),
        ("$ .o [ 'j' ]", "/o/j"),
    ] {
        assert_eq!(found(path), expected, "{path}");
    }
}

#[test]
fn filters_ask_each_element() {
    for (path, expected) in [
        ("$.store.book[?@.isbn].title", "/store/book/2/title /store/book/3/title"),
        ("$.store.book[?!@.isbn && @.price < 10].title", "/store/book/0/title"),
        ("$.store.book[?(@.price == 8.99)].title", "/store/book/2/title"),
        (
            "$.store.book[?@.price>$.limit].title",
            "/store/book/1/title /store/book/3/title",
        ),
        (
            "$.store.book[?@.title == 'One' || @.author >= \"D\"].price",
            "/store/book/0/price /store/book/3/price",
        ),
        (
            "$.store.book[?(@.price > 10 || @.isbn) && !(@.author == 'D')].author",
            "/store/book/1/author /store/book/2/author",
        ),
        ("$.store.book[?match(@.isbn, '0.[1]')].author", "/store/book/2/author"),
        ("$.store.book[?search(@.title, 'w')].author", "/store/book/1/author"),
        ("$.store.book[?!search(@.title, '[oO]')].author", "/store/book/2/author"),
        (
            "$.store.book[?length(@.title) == 3].author",
            "/store/book/0/author /store/book/1/author",
        ),
        ("$.store[?count(@.*) > 3]", "/store/book"),
        ("$.store.book[?value(@..isbn) == '0-2'].author", "/store/book/3/author"),
        (
            "$.store.book[?@.nothing == @.nowhere].author",
            "/store/book/0/author /store/book/1/author /store/book/2/author /store/book/3/author",
        ),
        ("$.o[?@ == null]", ""),
        ("$.o['k k'][?@[0] == null]", "/o/k k/'"),
    ] {
        assert_eq!(found(path), expected, "{path}");
    }
}

#[test]
fn what_is_no_path_is_told_by_its_place() {
    for (path, place) in [
        ("", "1: expected $"),
        ("store", "1: expected $"),
        ("$.", "3: expected a name"),
        ("$.1", "3: expected a name"),
        ("$[", "3: expected a name in quotes"),
        ("$[01]", "5: expected an integer"),
        ("$[-0]", "5: expected an integer"),
        ("$['a", "5: expected the closing"),
        ("$[?@.a ==]", "10: expected a query"),
        ("$[?@.* == 1]", "7: expected a query of names"),
        ("$[?match(@.a, '(')]", "18: expected a regular"),
        ("$[?1]", "5: expected one of =="),
        ("$.a b", "4: expected a name as in"),
    ] {
        let error = path.parse::<Path>().expect_err(path).to_string();
        assert!(
            error.starts_with(&format!("not a JSONPath at character {place}")),
            "{path}: {error}"
        );
    }
    let deep = format!("$[?{}@.a{}]", "(".repeat(1_000), ")".repeat(1_000));
    assert!(deep.parse::<Path>().is_err());
    let deep = format!("$[?{}@.a{} == 1]", "length(".repeat(1_000), ")".repeat(1_000));
    assert!(deep.parse::<Path>().is_err());
    assert!("$[?@[?@.a]".repeat(1_000).parse::<Path>().is_err());
}

#[test]
fn a_search_without_end_is_ended() {
    let value = crate::parse(format!("[{}]", vec!["[1,2,3]"; 1_000].join(",")).as_bytes()).expect("it is JSON");
    let path: Path = "$..*[?$..*[?$..*]]".parse().expect("it is a path");
    assert_eq!(path.find(&value).err(), Some(TooMany));
}
