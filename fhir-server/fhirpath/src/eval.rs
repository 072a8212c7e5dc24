//! Evaluating a tree.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::ast::{Expr, Literal, Operator, TypeName};
use crate::compare::{equal, equivalent, order};
use crate::functions::call;
use crate::{EvaluateError, Item, MAX_ITEMS, Model, Node};

pub(crate) type Items<'a> = Vec<Item<'a>>;
pub(crate) type Result<T> = std::result::Result<T, EvaluateError>;

/// What stays the same in an evaluation, and the index of the item looked at.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// `%resource`.
    pub root: Node<'a>,
    /// `%rootResource`: what contains it, or itself.
    pub container: Node<'a>,
    /// `%context`: where the evaluation began.
    pub begin: Node<'a>,
    pub model: &'a dyn Model,
    pub index: usize,
}

pub(crate) fn eval<'a>(expr: &'a Expr, focus: &[Item<'a>], context: &Context<'a>) -> Result<Items<'a>> {
    let found = match expr {
        Expr::This => focus.to_vec(),
        Expr::Index => vec![Item::Integer(context.index as i64)],
        Expr::Name(name) => name_or_type(name, focus, context),
        Expr::Variable(name) => variable(name, context)?,
        Expr::Literal(literal) => literal.iter().map(value).collect(),
        Expr::Member(of, name) => {
            let of = eval(of, focus, context)?;
            of.iter().flat_map(|item| children(item, Some(name), context)).collect()
        }
        Expr::Call(of, function, arguments) => match of {
            Some(of) => call(*function, &eval(of, focus, context)?, arguments, focus, context)?,
            None => call(*function, focus, arguments, focus, context)?,
        },
        Expr::Item(of, index) => {
            let of = eval(of, focus, context)?;
            let index = eval(index, focus, context)?;
            let index = one(&index, "[]")?.and_then(|item| match item.primitive() {
                Item::Integer(index) => usize::try_from(index).ok(),
                _ => None,
            });
            index.and_then(|index| of.get(index).cloned()).into_iter().collect()
        }
        Expr::Negate(of) => {
            let of = eval(of, focus, context)?;
            match one(&of, "-")? {
                None => Vec::new(),
                Some(item) => vec![negated(item)?],
            }
        }
        Expr::Is(of, name) => {
            let of = eval(of, focus, context)?;
            let item = one(&of, "is")?;
            item.map(|item| Item::Boolean(is_type(item, name, context)))
                .into_iter()
                .collect()
        }
        // Search parameters of FHIR use `as` on several items, so it filters like ofType().
        Expr::As(of, name) => {
            let mut of = eval(of, focus, context)?;
            of.retain(|item| is_type(item, name, context));
            of
        }
        Expr::Binary(operator, left, right) => binary(*operator, left, right, focus, context)?,
    };
    if found.len() > MAX_ITEMS {
        return Err(EvaluateError::TooManyItems);
    }
    Ok(found)
}

/// A name that stands first: the type of the focus, or an element of it.
fn name_or_type<'a>(name: &'a str, focus: &[Item<'a>], context: &Context<'a>) -> Items<'a> {
    let mut found = Vec::new();
    for item in focus {
        let is_type_name = name.starts_with(|c: char| c.is_ascii_uppercase());
        if is_type_name && (item.kind() == name || context.model.is_a(item.kind(), name)) {
            found.push(item.clone());
        } else {
            found.extend(children(item, Some(name), context));
        }
    }
    found
}

fn variable<'a>(name: &str, context: &Context<'a>) -> Result<Items<'a>> {
    let text = |text: &'static str| Ok(vec![Item::Text(text.into())]);
    match name {
        "resource" => Ok(vec![Item::Node(context.root)]),
        "rootResource" => Ok(vec![Item::Node(context.container)]),
        "context" => Ok(vec![Item::Node(context.begin)]),
        "ucum" => text("http://unitsofmeasure.org"),
        "sct" => text("http://snomed.info/sct"),
        "loinc" => text("http://loinc.org"),
        _ => Err(EvaluateError::UnknownVariable { name: name.to_owned() }),
    }
}

fn value(literal: &Literal) -> Item<'_> {
    match literal {
        Literal::Boolean(value) => Item::Boolean(*value),
        Literal::Text(text) => Item::Text(text.as_str().into()),
        Literal::Integer(number) => Item::Integer(*number),
        Literal::Decimal(number) => Item::Decimal(*number),
        Literal::Moment(text) => Item::Moment(text.as_str().into()),
        Literal::Quantity(number, unit) => Item::Quantity(*number, unit.as_str().into()),
    }
}

/// Returns the elements of an item: those of a name, or all.
pub(crate) fn children<'a>(item: &Item<'a>, name: Option<&str>, context: &Context<'a>) -> Items<'a> {
    let mut found = Vec::new();
    let Item::Node(node) = item else {
        return found;
    };
    // A primitive's id and extensions stand beside it.
    let Some(members) = node.value.as_object().or_else(|| node.extra.and_then(Value::as_object)) else {
        return found;
    };
    let Some(name) = name else {
        let names = members.keys().filter(|key| *key != "resourceType");
        for name in names {
            let plain = name.strip_prefix('_').filter(|plain| !members.contains_key(*plain));
            if plain.is_none() && name.starts_with('_') {
                continue;
            }
            let name = plain.unwrap_or(name);
            let kind = context
                .model
                .elements(node.kind, name)
                .first()
                .map_or("", |element| element.kind);
            push(members, name, kind, &mut found);
        }
        return found;
    };
    let elements = context.model.elements(node.kind, name);
    if elements.is_empty() {
        let kind = if name == "extension" { "Extension" } else { "" };
        push(members, name, kind, &mut found);
    }
    for element in elements.iter() {
        push(members, element.member, element.kind, &mut found);
    }
    found
}

fn push<'a>(members: &'a serde_json::Map<String, Value>, name: &str, kind: &'a str, found: &mut Items<'a>) {
    static NOTHING: Value = Value::Null;
    let is_primitive = kind.is_empty() || kind.starts_with(|c: char| c.is_ascii_lowercase());
    let extra = if is_primitive {
        members.get(&format!("_{name}"))
    } else {
        None
    };
    let value = members.get(name);
    let mut add = |value: &'a Value, extra: Option<&'a Value>| {
        if value.is_null() && extra.is_none() {
            return;
        }
        let resource_type = || value.get("resourceType").and_then(Value::as_str).unwrap_or_default();
        let kind = if kind == "Resource" || kind.is_empty() && value.is_object() {
            resource_type()
        } else {
            kind
        };
        found.push(Item::Node(Node { value, extra, kind }));
    };
    match (value, extra) {
        (Some(Value::Array(values)), _) => {
            for (n, value) in values.iter().enumerate() {
                let extra = extra.and_then(|extra| extra.get(n)).filter(|extra| !extra.is_null());
                add(value, extra);
            }
        }
        (None, Some(Value::Array(extras))) => extras.iter().for_each(|extra| add(&NOTHING, Some(extra))),
        (value, extra) => add(value.unwrap_or(&NOTHING), extra),
    }
}

pub(crate) fn is_type(item: &Item<'_>, name: &TypeName, context: &Context<'_>) -> bool {
    let (kind, of) = (item.kind(), name.0.as_str());
    // Names of System types begin with a capital letter: Boolean, String, DateTime.
    let same = |kind: &str| {
        kind == of || kind.len() == of.len() && kind.eq_ignore_ascii_case(of) && !matches!(kind, "Quantity")
    };
    same(kind) || context.model.is_a(kind, of)
}

pub(crate) fn one<'i, 'a>(items: &'i [Item<'a>], what: &'static str) -> Result<Option<&'i Item<'a>>> {
    match items {
        [] => Ok(None),
        [item] => Ok(Some(item)),
        _ => Err(EvaluateError::SeveralItems { what }),
    }
}

/// Reads a condition: one item that is no boolean counts as true (FHIRPath §4.5).
pub(crate) fn condition(items: &[Item<'_>], what: &'static str) -> Result<Option<bool>> {
    Ok(one(items, what)?.map(|item| match item.primitive() {
        Item::Boolean(value) => value,
        _ => true,
    }))
}

fn negated<'a>(item: &Item<'a>) -> Result<Item<'a>> {
    match item.primitive() {
        Item::Integer(number) => number.checked_neg().map(Item::Integer).ok_or(EvaluateError::Overflow),
        Item::Decimal(number) => Ok(Item::Decimal(-number)),
        Item::Quantity(number, unit) => Ok(Item::Quantity(-number, unit)),
        _ => Err(EvaluateError::WrongType { what: "-" }),
    }
}

fn binary<'a>(
    operator: Operator,
    left: &'a Expr,
    right: &'a Expr,
    focus: &[Item<'a>],
    context: &Context<'a>,
) -> Result<Items<'a>> {
    use Operator::*;
    let left = eval(left, focus, context)?;
    let right = eval(right, focus, context)?;
    let truth = |value: Option<bool>| value.map(Item::Boolean).into_iter().collect();
    Ok(match operator {
        Union => {
            let mut all = left;
            all.extend(right);
            distinct(all)
        }
        Implies | Or | Xor | And => {
            let (left, right) = (condition(&left, "a condition")?, condition(&right, "a condition")?);
            truth(logic(operator, left, right))
        }
        In => truth(one(&left, "in")?.map(|item| holds(&right, item))),
        Contains => truth(one(&right, "contains")?.map(|item| holds(&left, item))),
        Equal | NotEqual => {
            let same = collections_equal(&left, &right);
            truth(same.map(|same| same == (operator == Equal)))
        }
        Equivalent | NotEquivalent => {
            let same = left.len() == right.len() && left.iter().all(|a| right.iter().any(|b| equivalent(a, b)));
            truth(Some(same == (operator == Equivalent)))
        }
        Less | LessOrEqual | Greater | GreaterOrEqual => {
            let (Some(left), Some(right)) = (one(&left, "a comparison")?, one(&right, "a comparison")?) else {
                return Ok(Vec::new());
            };
            let order = order(left, right);
            truth(order.map(|order| match operator {
                Less => order.is_lt(),
                LessOrEqual => order.is_le(),
                Greater => order.is_gt(),
                _ => order.is_ge(),
            }))
        }
        Concatenate => {
            let (left, right) = (one(&left, "&")?, one(&right, "&")?);
            let text = |item: Option<&Item<'a>>| item.and_then(Item::text).unwrap_or_default();
            vec![Item::Text(format!("{}{}", text(left), text(right)).into())]
        }
        Add | Subtract | Multiply | Divide | Div | Mod => {
            let (Some(left), Some(right)) = (one(&left, "arithmetic")?, one(&right, "arithmetic")?) else {
                return Ok(Vec::new());
            };
            arithmetic(operator, left, right)?.into_iter().collect()
        }
    })
}

fn logic(operator: Operator, left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (operator, left, right) {
        (Operator::And, Some(false), _) | (Operator::And, _, Some(false)) => Some(false),
        (Operator::Or, Some(true), _) | (Operator::Or, _, Some(true)) => Some(true),
        (Operator::Implies, Some(false), _) | (Operator::Implies, _, Some(true)) => Some(true),
        (operator, Some(left), Some(right)) => Some(match operator {
            Operator::Xor => left != right,
            Operator::Or => left || right,
            Operator::And => left && right,
            _ => !left || right,
        }),
        _ => None,
    }
}

fn arithmetic<'a>(operator: Operator, left: &Item<'a>, right: &Item<'a>) -> Result<Option<Item<'a>>> {
    if let (Operator::Add, Some(a), Some(b)) = (operator, left.text(), right.text()) {
        return Ok(Some(Item::Text(format!("{a}{b}").into())));
    }
    let (Some(a), Some(b)) = (left.number(), right.number()) else {
        return Err(EvaluateError::WrongType { what: "arithmetic" });
    };
    let by_zero = b.is_zero() && matches!(operator, Operator::Divide | Operator::Div | Operator::Mod);
    if by_zero {
        return Ok(None);
    }
    let result = match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Mod => a.checked_rem(b),
        Operator::Div => a.checked_div(b).map(|n| n.trunc()),
        _ => a.checked_div(b),
    };
    let result = result.ok_or(EvaluateError::Overflow)?;
    let are_whole = matches!(
        (left.primitive(), right.primitive()),
        (Item::Integer(_), Item::Integer(_))
    );
    let whole = i64::try_from(result)
        .ok()
        .filter(|_| are_whole && operator != Operator::Divide);
    Ok(Some(match whole.filter(|whole| Decimal::from(*whole) == result) {
        Some(whole) => Item::Integer(whole),
        None => Item::Decimal(result),
    }))
}

pub(crate) fn holds(items: &[Item<'_>], wanted: &Item<'_>) -> bool {
    items.iter().any(|item| equal(item, wanted) == Some(true))
}

fn collections_equal(left: &[Item<'_>], right: &[Item<'_>]) -> Option<bool> {
    if left.is_empty() || right.is_empty() {
        return None;
    }
    if left.len() != right.len() {
        return Some(false);
    }
    left.iter()
        .zip(right)
        .try_fold(true, |same, (a, b)| Some(same && equal(a, b)?))
}

/// Leaves the first of those that are equal. The same element is seen by its address, so that long unions stay quick.
pub(crate) fn distinct(items: Items<'_>) -> Items<'_> {
    let mut kept: Items<'_> = Vec::with_capacity(items.len());
    for item in items {
        let is_known = kept.iter().any(|known| match (known, &item) {
            (Item::Node(a), Item::Node(b)) if std::ptr::eq(a.value, b.value) && !a.value.is_null() => true,
            _ => equal(known, &item) == Some(true),
        });
        if !is_known {
            kept.push(item);
        }
    }
    kept
}
