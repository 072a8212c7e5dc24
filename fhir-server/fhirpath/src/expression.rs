//! An expression, ready to be evaluated.

use serde_json::Value;

use crate::ast::{Expr, Operator};
use crate::eval::{Context, eval};
use crate::{CompileError, EvaluateError, Item, Model, Node, parser};

/// A compiled expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    expr: Expr,
}

/// Compiles an expression.
///
/// # Errors
/// When it is not FHIRPath, too large, or calls a function that is not there.
pub fn compile(text: &str) -> Result<Expression, CompileError> {
    parser::parse(text).map(|expr| Expression { expr })
}

impl Expression {
    /// Evaluates it for a resource.
    ///
    /// # Errors
    /// When an operator or function cannot take what it is given.
    pub fn evaluate<'a>(&'a self, resource: &'a Value, model: &'a dyn Model) -> Result<Vec<Item<'a>>, EvaluateError> {
        self.evaluate_at(Item::Node(root(resource)), resource, model)
    }

    /// Evaluates it for a part of a resource.
    ///
    /// # Errors
    /// When an operator or function cannot take what it is given.
    pub fn evaluate_at<'a>(
        &'a self,
        focus: Item<'a>,
        resource: &'a Value,
        model: &'a dyn Model,
    ) -> Result<Vec<Item<'a>>, EvaluateError> {
        self.evaluate_within(focus, resource, resource, model)
    }

    /// Evaluates it for a part of a resource that another contains.
    ///
    /// # Errors
    /// When an operator or function cannot take what it is given.
    pub fn evaluate_within<'a>(
        &'a self,
        focus: Item<'a>,
        resource: &'a Value,
        container: &'a Value,
        model: &'a dyn Model,
    ) -> Result<Vec<Item<'a>>, EvaluateError> {
        let root_node = root(resource);
        let context = Context {
            root: root_node,
            container: root(container),
            begin: focus.node().unwrap_or(root_node),
            model,
            index: 0,
        };
        eval(&self.expr, &[focus], &context)
    }

    /// Leaves only those alternatives of a union that can find something in a resource of this type: `a | b | c`, each beginning
    /// with the name of a type. Returns `None` when there is none.
    pub fn for_type(&self, kind: &str, is_type: impl Fn(&str) -> bool) -> Option<Self> {
        let mut kept: Option<Expr> = None;
        for alternative in alternatives(&self.expr) {
            if first_name(alternative).is_some_and(|name| name != kind && is_type(name)) {
                continue;
            }
            let alternative = alternative.clone();
            kept = Some(match kept {
                None => alternative,
                Some(left) => Expr::Binary(Operator::Union, Box::new(left), Box::new(alternative)),
            });
        }
        kept.map(|expr| Self { expr })
    }
}

pub(crate) fn root(resource: &Value) -> Node<'_> {
    let kind = resource.get("resourceType").and_then(Value::as_str).unwrap_or_default();
    Node {
        value: resource,
        extra: None,
        kind,
    }
}

fn alternatives(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Binary(Operator::Union, left, right) => {
            let mut found = alternatives(left);
            found.extend(alternatives(right));
            found
        }
        _ => vec![expr],
    }
}

fn first_name(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name(name) => Some(name),
        Expr::Member(of, _) | Expr::Item(of, _) | Expr::Is(of, _) | Expr::As(of, _) | Expr::Negate(of) => {
            first_name(of)
        }
        Expr::Call(Some(of), ..) => first_name(of),
        Expr::Binary(_, left, _) => first_name(left),
        _ => None,
    }
}
