//! Whatever a script does, it ends, stays small and is told what it did.

use std::time::{Duration, Instant};

use crate::support::{error_of, run, run_within};
use nilecare_script::{ScriptErrorKind, ScriptLimits};

#[test]
fn an_endless_loop_is_stopped_by_its_steps() {
    let limits = ScriptLimits {
        operations: 10_000,
        ..ScriptLimits::default()
    };
    let error = run_within(limits, "loop { }").expect_err("it does not end by itself");
    assert_eq!(error.kind, ScriptErrorKind::Limit);
    assert!(error.to_string().starts_with("test.rhai line 1"), "{error}");
}

#[test]
fn an_endless_loop_is_stopped_by_the_clock() {
    let limits = ScriptLimits {
        operations: 0,
        deadline: Duration::from_millis(30),
        ..ScriptLimits::default()
    };
    let begun = Instant::now();
    let error = run_within(limits, "let n = 0; loop { n += 1; }").expect_err("it does not end by itself");
    assert_eq!(
        (error.kind, error.detail.as_str()),
        (ScriptErrorKind::Limit, "the script took too long")
    );
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_script_cannot_catch_its_end() {
    let limits = ScriptLimits {
        operations: 10_000,
        ..ScriptLimits::default()
    };
    let error = run_within(limits, "loop { try { loop { } } catch { } }").expect_err("it does not end by itself");
    assert_eq!(error.kind, ScriptErrorKind::Limit);
}

#[test]
fn the_next_script_has_the_whole_time_again() {
    let limits = ScriptLimits {
        operations: 0,
        deadline: Duration::from_millis(30),
        ..ScriptLimits::default()
    };
    assert!(run_within(limits, "loop { }").is_err());
    assert!(run_within(limits, "for n in 0..100 { }").is_ok());
}

#[test]
fn a_text_grows_to_the_limit_and_no_further() {
    let limits = ScriptLimits {
        string_size: 1000,
        ..ScriptLimits::default()
    };
    let doubled = r#"let text = "x"; loop { text += text; }"#;
    assert_eq!(
        run_within(limits, doubled).expect_err("it is too long").kind,
        ScriptErrorKind::Limit
    );
    let padded = r#"let text = "x"; text.pad(100000, "y");"#;
    assert_eq!(
        run_within(limits, padded).expect_err("it is too long").kind,
        ScriptErrorKind::Limit
    );
}

#[test]
fn an_array_grows_to_the_limit_with_all_that_is_in_it() {
    let limits = ScriptLimits {
        elements: 1000,
        ..ScriptLimits::default()
    };
    for script in [
        "let list = []; loop { list.push(1); }",
        "let list = []; list.pad(1000000, 0);",
        "let list = []; for n in 0..40 { list.push([]); for m in 0..40 { list[n].push(m); } }",
    ] {
        assert_eq!(
            run_within(limits, script).expect_err(script).kind,
            ScriptErrorKind::Limit,
            "{script}"
        );
    }
}

/// The language does not look at the size of a map when an entry is set.
#[test]
fn a_map_that_grows_entry_by_entry_is_stopped_by_the_steps() {
    let limits = ScriptLimits {
        operations: 100_000,
        ..ScriptLimits::default()
    };
    let script = "let map = #{}; let n = 0; loop { n += 1; map[n.to_string()] = n; }";
    assert_eq!(
        run_within(limits, script).expect_err("it grows").kind,
        ScriptErrorKind::Limit
    );
}

#[test]
fn recursion_is_stopped_before_the_stack_is() {
    let error = error_of("fn deeper(n) { deeper(n + 1) } deeper(0);");
    assert_eq!(error.kind, ScriptErrorKind::Limit);
    let sum = "fn sum(n) { if n == 0 { 0 } else { n + sum(n - 1) } } msg = #{ sum: sum(20) };";
    assert_eq!(run(sum).as_deref(), Ok(r#"{"sum":210}"#));
}

#[test]
fn an_expression_that_is_nested_too_deep_is_refused() {
    let script = format!("let x = {}1{};", "(".repeat(500), ")".repeat(500));
    assert_eq!(error_of(&script).kind, ScriptErrorKind::Compile);
}

#[test]
fn a_path_cannot_make_a_message_grow_without_measure() {
    let error = error_of(r#"msg["PID-99999"] = "x";"#);
    assert!(error.detail.contains("must be from 1 to 9999"), "{error}");
}

#[test]
fn there_is_no_way_out() {
    for script in [
        r#"eval("1");"#,
        r#"import "std" as s;"#,
        r#"open_file("/etc/passwd");"#,
        r#"exit_process(1);"#,
    ] {
        assert!(run(script).is_err(), "{script}");
    }
    assert!(run(r#"print("quiet"); debug("quiet");"#).is_ok());
}
