//! The functions that are there.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::ast::Expr;
use crate::eval::{Context, Items, Result, children, condition, distinct, eval, holds, one};
use crate::{CompileError, EvaluateError, Item, MAX_ITEMS};

macro_rules! functions {
    ($($variant:ident $name:literal $least:literal ..= $most:literal,)*) => {
        /// A function.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Function { $($variant,)* }

        impl Function {
            /// Finds a function and checks how many arguments it is given.
            pub(crate) fn named(name: &str, n_arguments: usize) -> std::result::Result<Self, CompileError> {
                let (function, is_right) = match name {
                    $($name => (Self::$variant, ($least..=$most).contains(&n_arguments)),)*
                    _ => return Err(CompileError::UnknownFunction { name: name.to_owned() }),
                };
                if is_right {
                    return Ok(function);
                }
                Err(CompileError::Arguments { name: name.to_owned(), n_arguments })
            }
        }
    };
}

functions! {
    Empty "empty" 0..=0,
    Exists "exists" 0..=1,
    All "all" 1..=1,
    AllTrue "allTrue" 0..=0,
    AnyTrue "anyTrue" 0..=0,
    AllFalse "allFalse" 0..=0,
    AnyFalse "anyFalse" 0..=0,
    Not "not" 0..=0,
    Count "count" 0..=0,
    Distinct "distinct" 0..=0,
    IsDistinct "isDistinct" 0..=0,
    Where "where" 1..=1,
    Select "select" 1..=1,
    Repeat "repeat" 1..=1,
    First "first" 0..=0,
    Last "last" 0..=0,
    Tail "tail" 0..=0,
    Skip "skip" 1..=1,
    Take "take" 1..=1,
    Single "single" 0..=0,
    Union "union" 1..=1,
    Combine "combine" 1..=1,
    Intersect "intersect" 1..=1,
    Exclude "exclude" 1..=1,
    SubsetOf "subsetOf" 1..=1,
    Iif "iif" 2..=3,
    HasValue "hasValue" 0..=0,
    Children "children" 0..=0,
    Descendants "descendants" 0..=0,
    Extension "extension" 1..=1,
    Resolve "resolve" 0..=0,
    StartsWith "startsWith" 1..=1,
    EndsWith "endsWith" 1..=1,
    Contains "contains" 1..=1,
    Length "length" 0..=0,
    Lower "lower" 0..=0,
    Upper "upper" 0..=0,
    Trim "trim" 0..=0,
    IndexOf "indexOf" 1..=1,
    Substring "substring" 1..=2,
    Replace "replace" 2..=2,
    Join "join" 0..=1,
    ToText "toString" 0..=0,
    ToInteger "toInteger" 0..=0,
    ToDecimal "toDecimal" 0..=0,
    Trace "trace" 1..=2,
}

/// Calls a function on `input`; arguments that are no criteria are evaluated at `focus`.
pub(crate) fn call<'a>(
    function: Function,
    input: &[Item<'a>],
    arguments: &'a [Expr],
    focus: &[Item<'a>],
    context: &Context<'a>,
) -> Result<Items<'a>> {
    use Function as F;
    let truth = |value| Ok(vec![Item::Boolean(value)]);
    let argument = |n: usize| match arguments.get(n) {
        Some(argument) => eval(argument, focus, context),
        None => Ok(Vec::new()),
    };
    match function {
        F::Empty => truth(input.is_empty()),
        F::Exists => match arguments.first() {
            None => truth(!input.is_empty()),
            Some(criteria) => truth(!filter(input, criteria, context)?.is_empty()),
        },
        F::All => truth(match arguments.first() {
            None => true,
            Some(criteria) => filter(input, criteria, context)?.len() == input.len(),
        }),
        F::AllTrue => truth(input.iter().all(|item| matches!(item.primitive(), Item::Boolean(true)))),
        F::AnyTrue => truth(input.iter().any(|item| matches!(item.primitive(), Item::Boolean(true)))),
        F::AllFalse => truth(
            input
                .iter()
                .all(|item| matches!(item.primitive(), Item::Boolean(false))),
        ),
        F::AnyFalse => truth(
            input
                .iter()
                .any(|item| matches!(item.primitive(), Item::Boolean(false))),
        ),
        F::Not => Ok(condition(input, "not()")?
            .map(|value| Item::Boolean(!value))
            .into_iter()
            .collect()),
        F::Count => Ok(vec![Item::Integer(input.len() as i64)]),
        F::Distinct => Ok(distinct(input.to_vec())),
        F::IsDistinct => truth(distinct(input.to_vec()).len() == input.len()),
        F::Where => match arguments.first() {
            Some(criteria) => filter(input, criteria, context),
            None => Ok(Vec::new()),
        },
        F::Select => each(input, arguments, context),
        F::Repeat => repeat(input, arguments, context),
        F::First => Ok(input.first().cloned().into_iter().collect()),
        F::Last => Ok(input.last().cloned().into_iter().collect()),
        F::Tail => Ok(input.iter().skip(1).cloned().collect()),
        F::Skip => Ok(input.iter().skip(amount(&argument(0)?)?).cloned().collect()),
        F::Take => Ok(input.iter().take(amount(&argument(0)?)?).cloned().collect()),
        F::Single => Ok(one(input, "single()")?.cloned().into_iter().collect()),
        F::Union | F::Combine => {
            let mut all = input.to_vec();
            all.extend(argument(0)?);
            Ok(if function == F::Union { distinct(all) } else { all })
        }
        F::Intersect | F::Exclude => {
            let other = argument(0)?;
            let kept = input
                .iter()
                .filter(|item| holds(&other, item) == (function == F::Intersect));
            Ok(kept.cloned().collect())
        }
        F::SubsetOf => {
            let other = argument(0)?;
            truth(input.iter().all(|item| holds(&other, item)))
        }
        F::Iif => {
            let criterion = match arguments.first() {
                Some(criterion) => eval(criterion, input, context)?,
                None => Vec::new(),
            };
            let chosen = if condition(&criterion, "iif()")? == Some(true) {
                1
            } else {
                2
            };
            match arguments.get(chosen) {
                Some(chosen) => eval(chosen, input, context),
                None => Ok(Vec::new()),
            }
        }
        F::HasValue => {
            let has = |item: &Item<'a>| {
                item.node()
                    .is_none_or(|node| !(node.value.is_null() || node.value.is_object()))
            };
            truth(matches!(input, [item] if has(item)))
        }
        F::Children => Ok(input.iter().flat_map(|item| children(item, None, context)).collect()),
        F::Descendants => descendants(input, context),
        F::Extension => {
            let url = argument(0)?;
            let url = text(&url, "extension()")?;
            let extensions = input.iter().flat_map(|item| children(item, Some("extension"), context));
            let is_it = |item: &Item<'a>| {
                let found = item
                    .node()
                    .and_then(|node| node.value.get("url"))
                    .and_then(Value::as_str);
                found.is_some() && found == url.as_deref()
            };
            Ok(extensions.filter(is_it).collect())
        }
        F::Resolve => Ok(input.iter().filter_map(target).collect()),
        F::Trace => Ok(input.to_vec()),
        F::Join => {
            let separator = argument(0)?;
            let separator = text(&separator, "join()")?.unwrap_or_default();
            let texts: Vec<_> = input.iter().filter_map(Item::text).collect();
            Ok(vec![Item::Text(texts.join(&*separator).into())])
        }
        F::ToText | F::ToInteger | F::ToDecimal => Ok(convert(function, input)?.into_iter().collect()),
        _ => {
            let first = argument(0)?;
            let second = argument(1)?;
            on_text(function, input, &first, &second)
        }
    }
}

/// Evaluates with each item in turn as the focus.
fn each<'a>(input: &[Item<'a>], arguments: &'a [Expr], context: &Context<'a>) -> Result<Items<'a>> {
    let mut found = Vec::new();
    for (index, item) in input.iter().enumerate() {
        let inner = Context { index, ..*context };
        for argument in arguments {
            found.extend(eval(argument, std::slice::from_ref(item), &inner)?);
        }
    }
    Ok(found)
}

fn filter<'a>(input: &[Item<'a>], criteria: &'a Expr, context: &Context<'a>) -> Result<Items<'a>> {
    let mut kept = Vec::new();
    for (index, item) in input.iter().enumerate() {
        let inner = Context { index, ..*context };
        let result = eval(criteria, std::slice::from_ref(item), &inner)?;
        if condition(&result, "a criterion")? == Some(true) {
            kept.push(item.clone());
        }
    }
    Ok(kept)
}

fn repeat<'a>(input: &[Item<'a>], arguments: &'a [Expr], context: &Context<'a>) -> Result<Items<'a>> {
    let mut found: Items<'a> = Vec::new();
    let mut fresh = input.to_vec();
    while !fresh.is_empty() {
        let mut next = each(&fresh, arguments, context)?;
        next.retain(|item| !holds(&found, item));
        let next = distinct(next);
        found.extend(next.iter().cloned());
        if found.len() > MAX_ITEMS {
            return Err(EvaluateError::TooManyItems);
        }
        fresh = next;
    }
    Ok(found)
}

fn descendants<'a>(input: &[Item<'a>], context: &Context<'a>) -> Result<Items<'a>> {
    let mut found: Items<'a> = Vec::new();
    let mut fresh = input.to_vec();
    while !fresh.is_empty() {
        fresh = fresh.iter().flat_map(|item| children(item, None, context)).collect();
        found.extend(fresh.iter().cloned());
        if found.len() > MAX_ITEMS {
            return Err(EvaluateError::TooManyItems);
        }
    }
    Ok(found)
}

/// Tells the type of what a reference leads to: by its text, or by the type beside it.
fn target<'a>(item: &Item<'a>) -> Option<Item<'a>> {
    let node = item.node()?;
    let reference = match node.value {
        Value::String(text) => text.as_str(),
        value => value.get("reference").and_then(Value::as_str).unwrap_or_default(),
    };
    let before = reference.split("/_history/").next().unwrap_or_default();
    let mut parts = before.rsplit('/').skip(1);
    let by_text = parts
        .next()
        .filter(|kind| kind.starts_with(|c: char| c.is_ascii_uppercase()));
    let by_type = || node.value.get("type").and_then(Value::as_str);
    by_text.or_else(by_type).map(Item::Target)
}

fn amount(items: &[Item<'_>]) -> Result<usize> {
    match one(items, "a number of items")?.map(Item::primitive) {
        Some(Item::Integer(number)) => Ok(usize::try_from(number).unwrap_or(0)),
        _ => Err(EvaluateError::WrongType {
            what: "a number of items",
        }),
    }
}

fn text<'a>(items: &[Item<'a>], what: &'static str) -> Result<Option<std::borrow::Cow<'a, str>>> {
    match one(items, what)? {
        None => Ok(None),
        Some(item) => item.text().map(Some).ok_or(EvaluateError::WrongType { what }),
    }
}

fn convert<'a>(function: Function, input: &[Item<'a>]) -> Result<Option<Item<'a>>> {
    let Some(item) = one(input, "a conversion")?.map(Item::primitive) else {
        return Ok(None);
    };
    Ok(match (function, &item) {
        (Function::ToText, Item::Integer(number)) => Some(Item::Text(number.to_string().into())),
        (Function::ToText, Item::Decimal(number)) => Some(Item::Text(number.to_string().into())),
        (Function::ToText, Item::Boolean(value)) => Some(Item::Text(value.to_string().into())),
        (Function::ToText, _) => item.text().map(Item::Text),
        (Function::ToInteger, Item::Integer(_)) => Some(item),
        (Function::ToInteger, Item::Boolean(value)) => Some(Item::Integer(i64::from(*value))),
        (Function::ToInteger, _) => item.text().and_then(|text| text.parse().ok()).map(Item::Integer),
        (_, Item::Boolean(value)) => Some(Item::Decimal(Decimal::from(i64::from(*value)))),
        _ => {
            let by_text = || item.text().and_then(|text| text.parse().ok());
            item.number().or_else(by_text).map(Item::Decimal)
        }
    })
}

fn on_text<'a>(function: Function, input: &[Item<'a>], first: &[Item<'a>], second: &[Item<'a>]) -> Result<Items<'a>> {
    use Function as F;
    const WHAT: &str = "a function of text";
    let Some(subject) = text(input, WHAT)? else {
        return Ok(Vec::new());
    };
    let as_text = |text: String| Ok(vec![Item::Text(text.into())]);
    match function {
        F::Length => return Ok(vec![Item::Integer(subject.chars().count() as i64)]),
        F::Lower => return as_text(subject.to_lowercase()),
        F::Upper => return as_text(subject.to_uppercase()),
        F::Trim => return as_text(subject.trim().to_owned()),
        F::Substring => {
            let begin = match one(first, WHAT)?.map(Item::primitive) {
                Some(Item::Integer(begin)) => usize::try_from(begin).ok(),
                _ => None,
            };
            let n_chars = if second.is_empty() { usize::MAX } else { amount(second)? };
            let Some(begin) = begin.filter(|begin| *begin < subject.chars().count()) else {
                return Ok(Vec::new());
            };
            return as_text(subject.chars().skip(begin).take(n_chars).collect());
        }
        _ => {}
    }
    let Some(first) = text(first, WHAT)? else {
        return Ok(Vec::new());
    };
    let truth = |value| Ok(vec![Item::Boolean(value)]);
    match function {
        F::StartsWith => truth(subject.starts_with(&*first)),
        F::EndsWith => truth(subject.ends_with(&*first)),
        F::Contains => truth(subject.contains(&*first)),
        F::IndexOf => {
            let at = subject.find(&*first).map(|at| subject[..at].chars().count() as i64);
            Ok(vec![Item::Integer(at.unwrap_or(-1))])
        }
        _ => match text(second, WHAT)? {
            None => Ok(Vec::new()),
            Some(second) if subject.len().saturating_mul(second.len() + 1) <= 1 << 24 => {
                as_text(subject.replace(&*first, &second))
            }
            Some(_) => Err(EvaluateError::Overflow),
        },
    }
}
