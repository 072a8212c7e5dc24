//! Libraries: read from folders, compiled once, seen by channels, tested.

use std::fs;
use std::path::Path;

use crate::support::{MESSAGE, context};
use nilecare_script::{GlobalScripts, Library, LibrarySet, ScriptHost, Surroundings};

fn write(root: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it is ours");
        fs::write(path, text).expect("it is ours");
    }
}

fn load(host: &ScriptHost, files: &[(&str, &str)]) -> (LibrarySet, Vec<String>) {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    write(root.path(), files);
    let (libraries, mut problems) = Library::load_all(root.path());
    let (set, more) = LibrarySet::new(host, libraries);
    problems.extend(more);
    (set, problems.iter().map(ToString::to_string).collect())
}

const DATES: &[(&str, &str)] = &[
    ("dates/library.yaml", "name: Dates\nchannels: all\n"),
    (
        "dates/age.rhai",
        "/// The age in years.\n/// Both dates are YYYY-MM-DD.\nfn age(born, at) {\n    year(at) - year(born)\n}\n\nfn year(date) { parse_int(date.sub_string(0, 4)) }\n",
    ),
    (
        "dates/tests/age.rhai",
        "fn test_age() { assert_eq(age(\"1970-03-05\", \"2026-01-05\"), 56); }\nfn helper() { throw \"not run\" }\nfn test_wrong() {\n    assert(age(\"x\", \"y\") == 1, \"it throws before\");\n}\nfn test_throws() { throw \"no\"; }\n",
    ),
    ("local/library.yaml", "name: Local\nchannels: [demo]\n"),
    ("local/a.rhai", "fn local() { \"local\" }"),
    ("named/library.yaml", "name: Named\n"),
    ("named/a.rhai", "fn named() { age(\"2000\", \"2001\") }"),
];

fn run(host: &ScriptHost, set: &LibrarySet, channel: &str, named: &[&str], script: &str) -> Result<(), String> {
    let named = named.iter().map(ToString::to_string).collect::<Vec<_>>();
    let surroundings = Surroundings {
        libraries: set.for_channel(channel, &named).map_err(|names| names.join(","))?,
        ..Surroundings::default()
    };
    let script = host
        .compile_in("own.rhai", script, &surroundings)
        .map_err(|error| error.to_string())?;
    host.run(&script, &mut context(MESSAGE))
        .map_err(|error| error.to_string())
}

#[test]
fn a_channel_sees_what_it_names_and_what_is_for_it() {
    let host = ScriptHost::default();
    let (set, problems) = load(&host, DATES);
    assert_eq!(problems, [""; 0]);
    assert_eq!(
        run(
            &host,
            &set,
            "demo",
            &[],
            "assert_eq(age(\"2000-1\", \"2001-1\"), 1); assert_eq(local(), \"local\");"
        ),
        Ok(())
    );
    assert!(run(&host, &set, "other", &[], "local();").is_err());
    assert!(run(&host, &set, "other", &[], "named();").is_err());
    assert_eq!(run(&host, &set, "other", &["named"], "assert_eq(named(), 1);"), Ok(()));
    assert_eq!(run(&host, &set, "other", &["absent"], ""), Err("absent".to_owned()));
    assert_eq!(
        run(
            &host,
            &set,
            "demo",
            &[],
            "fn local() { \"own\" } assert_eq(local(), \"own\");"
        ),
        Ok(())
    );
}

#[test]
fn an_error_in_a_library_tells_its_file_and_line() {
    let host = ScriptHost::default();
    let (set, _) = load(&host, DATES);
    let error = run(&host, &set, "demo", &[], "\n\nage(\"x\", \"y\");").expect_err("it is no date");
    assert!(
        error.starts_with("libraries/dates/age.rhai line 7, column 17: "),
        "{error}"
    );
    let error = run(
        &host,
        &set,
        "demo",
        &[],
        "fn year(date) { date / 0 }\nage(\"x\", \"y\");",
    )
    .expect_err("it is no date");
    assert!(error.starts_with("own.rhai line 1"), "{error}");
}

#[test]
fn functions_are_told_with_their_comments() {
    let host = ScriptHost::default();
    let (set, _) = load(&host, DATES);
    let age = set
        .functions()
        .iter()
        .find(|function| function.name == "age")
        .expect("it is there");
    assert_eq!(age.parameters, ["born", "at"]);
    assert_eq!(age.doc, "The age in years.\nBoth dates are YYYY-MM-DD.");
    assert_eq!(
        (age.file.as_str(), age.line, age.library.as_str()),
        ("libraries/dates/age.rhai", 3, "dates")
    );
}

#[test]
fn tests_are_run_and_told() {
    let host = ScriptHost::default();
    let (set, _) = load(&host, DATES);
    let tests = set.run_tests(&host, Some("dates"));
    let told = tests
        .iter()
        .map(|test| (test.name.as_str(), test.line, test.error.as_deref()))
        .collect::<Vec<_>>();
    assert_eq!(told[0], ("test_age", Some(1), None));
    assert!(
        told[1]
            .2
            .is_some_and(|error| error.starts_with("libraries/dates/age.rhai line 7")),
        "{told:?}"
    );
    assert_eq!(
        told[2],
        (
            "test_throws",
            Some(6),
            Some("libraries/dates/tests/age.rhai line 6, column 20: no")
        )
    );
    assert_eq!((tests.len(), set.run_tests(&host, None).len()), (3, 3));
}

#[test]
fn everything_wrong_is_told_with_file_and_line() {
    let host = ScriptHost::default();
    let (set, problems) = load(
        &host,
        &[
            ("a/library.yaml", "name: A\n"),
            ("a/good.rhai", "fn good() { 1 }\nfn twice(x) { x }"),
            ("a/bad.rhai", "fn bad() {\n  nothing\n}"),
            ("b/library.yaml", "name: B\n"),
            ("b/twice.rhai", "fn other() { 1 }\n\nfn twice(y) { y }"),
            ("c/library.yaml", "nmae: C\n"),
            ("d/a.rhai", "fn not_a_library() { 1 }"),
        ],
    );
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(problems[0].starts_with("libraries/c/library.yaml: ") && problems[0].contains("nmae"));
    assert!(problems[1].starts_with("libraries/a/bad.rhai line 2: "), "{problems:?}");
    assert_eq!(
        problems[2],
        "libraries/b/twice.rhai line 3: a function twice with 1 parameters is in libraries/a/good.rhai line 2 too; rename one of them"
    );
    assert_eq!(set.functions().len(), 2);
}

#[test]
fn global_scripts_are_read_and_see_the_libraries_for_all() {
    let host = ScriptHost::default();
    let (set, _) = load(&host, DATES);
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    write(
        root.path(),
        &[
            ("deploy.rhai", "global_map.age = age(\"2000\", \"2001\");"),
            ("undeploy.rhai", "local()("),
        ],
    );
    let (scripts, problems) = GlobalScripts::load(&host, &set, root.path());
    let deploy = scripts.deploy.clone().expect("it is there");
    host.run(&deploy, &mut context(MESSAGE)).expect("it runs");
    assert_eq!(host.environment().global_map.get_json("age"), Some(1.into()));
    assert!(scripts.undeploy.is_none() && scripts.preprocessor.is_none());
    assert_eq!(
        (problems.len(), problems[0].script.as_str(), problems[0].line),
        (1, "undeploy.rhai", Some(1))
    );
    host.environment().global_scripts.set(scripts);
    assert!(host.environment().global_scripts.get().deploy.is_some());
}
