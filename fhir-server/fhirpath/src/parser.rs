//! Tokens to a tree, by the precedence of the operators (FHIRPath §13.1).

use crate::ast::{Expr, Literal, Operator, TypeName};
use crate::functions::Function;
use crate::lexer::{Token, tokens};
use crate::{CompileError, MAX_DEPTH, MAX_LENGTH};

type Result<T> = std::result::Result<T, CompileError>;

pub(crate) fn parse(text: &str) -> Result<Expr> {
    if text.len() > MAX_LENGTH {
        return Err(CompileError::TooLarge);
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        end: text.len(),
        depth: 0,
    };
    let expr = parser.expression(0)?;
    match parser.peek() {
        None => Ok(expr),
        Some(_) => parser.error("an operator or the end"),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    end: usize,
    depth: usize,
}

/// How tightly `is` and `as` bind.
const TYPE_LEVEL: u8 = 8;

/// Returns the operator that a token is and how tightly it binds.
fn operator(token: &Token) -> Option<(Operator, u8)> {
    use Operator::*;
    Some(match token {
        Token::Name(word, false) => match word.as_str() {
            "implies" => (Implies, 1),
            "or" => (Or, 2),
            "xor" => (Xor, 2),
            "and" => (And, 3),
            "in" => (In, 4),
            "contains" => (Contains, 4),
            "div" => (Div, 10),
            "mod" => (Mod, 10),
            _ => return None,
        },
        Token::Symbol(symbol) => match *symbol {
            "=" => (Equal, 5),
            "~" => (Equivalent, 5),
            "!=" => (NotEqual, 5),
            "!~" => (NotEquivalent, 5),
            "<" => (Less, 6),
            "<=" => (LessOrEqual, 6),
            ">" => (Greater, 6),
            ">=" => (GreaterOrEqual, 6),
            "|" => (Union, 7),
            "+" => (Add, 9),
            "-" => (Subtract, 9),
            "&" => (Concatenate, 9),
            "*" => (Multiply, 10),
            "/" => (Divide, 10),
            _ => return None,
        },
        _ => return None,
    })
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).map(|(_, token)| token.clone());
        self.at += 1;
        token
    }

    fn error<T>(&self, expected: &'static str) -> Result<T> {
        let at = self.tokens.get(self.at).map_or(self.end, |(at, _)| *at);
        Err(CompileError::Syntax { at, expected })
    }

    fn take(&mut self, symbol: &str) -> bool {
        let is_next = matches!(self.peek(), Some(Token::Symbol(next)) if *next == symbol);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, symbol: &str, expected: &'static str) -> Result<()> {
        if self.take(symbol) {
            Ok(())
        } else {
            self.error(expected)
        }
    }

    /// Reads operands and the operators between them that bind tighter than `level`.
    fn expression(&mut self, level: u8) -> Result<Expr> {
        self.deeper()?;
        let mut left = self.operand()?;
        while let Some(token) = self.peek() {
            if let Token::Name(word, false) = token
                && matches!(word.as_str(), "is" | "as")
            {
                if TYPE_LEVEL <= level {
                    break;
                }
                let is_test = word == "is";
                self.at += 1;
                let name = self.type_name()?;
                left = if is_test {
                    Expr::Is(Box::new(left), name)
                } else {
                    Expr::As(Box::new(left), name)
                };
                continue;
            }
            let Some((operator, binds)) = operator(token).filter(|(_, binds)| *binds > level) else {
                break;
            };
            self.at += 1;
            let right = self.expression(binds)?;
            left = Expr::Binary(operator, Box::new(left), Box::new(right));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operand(&mut self) -> Result<Expr> {
        self.deeper()?;
        let operand = self.operand_within();
        self.depth -= 1;
        operand
    }

    fn deeper(&mut self) -> Result<()> {
        self.depth += 1;
        if self.depth > 2 * MAX_DEPTH {
            return Err(CompileError::TooLarge);
        }
        Ok(())
    }

    fn operand_within(&mut self) -> Result<Expr> {
        if self.take("-") {
            // Polarity binds looser than an invocation and tighter than `*`.
            return Ok(Expr::Negate(Box::new(self.operand()?)));
        }
        if self.take("+") {
            return self.operand();
        }
        let mut left = self.term()?;
        loop {
            if self.take(".") {
                left = self.invocation(Some(left))?;
            } else if self.take("[") {
                let index = self.expression(0)?;
                self.expect("]", "]")?;
                left = Expr::Item(Box::new(left), Box::new(index));
            } else {
                return Ok(left);
            }
        }
    }

    fn term(&mut self) -> Result<Expr> {
        let Some(token) = self.peek() else {
            return self.error("a name or a value");
        };
        let literal = |literal| Ok(Expr::Literal(Some(literal)));
        match token.clone() {
            Token::Symbol("(") => {
                self.at += 1;
                let inner = self.expression(0)?;
                self.expect(")", ")")?;
                Ok(inner)
            }
            Token::Symbol("{") => {
                self.at += 1;
                self.expect("}", "} of an empty collection")?;
                Ok(Expr::Literal(None))
            }
            Token::Variable(name) => {
                self.at += 1;
                Ok(Expr::Variable(name))
            }
            Token::Text(text) => {
                self.at += 1;
                literal(Literal::Text(text))
            }
            Token::Moment(text) => {
                self.at += 1;
                literal(Literal::Moment(text))
            }
            Token::Integer(number) => {
                self.at += 1;
                self.number(Literal::Integer(number), number.into())
            }
            Token::Decimal(number) => {
                self.at += 1;
                self.number(Literal::Decimal(number), number)
            }
            Token::Name(word, false) if word == "true" || word == "false" => {
                self.at += 1;
                literal(Literal::Boolean(word == "true"))
            }
            _ => self.invocation(None),
        }
    }

    /// A number, or a quantity when a unit follows.
    fn number(&mut self, literal: Literal, value: rust_decimal::Decimal) -> Result<Expr> {
        let unit = match self.peek() {
            Some(Token::Text(unit)) => Some(unit.clone()),
            Some(Token::Name(word, false)) if is_calendar_unit(word) => Some(word.clone()),
            _ => None,
        };
        let Some(unit) = unit else {
            return Ok(Expr::Literal(Some(literal)));
        };
        self.at += 1;
        Ok(Expr::Literal(Some(Literal::Quantity(value, unit))))
    }

    fn invocation(&mut self, of: Option<Expr>) -> Result<Expr> {
        let name = match self.next() {
            Some(Token::Name(name, _)) => name,
            Some(Token::Special(name)) if of.is_none() && name == "this" => return Ok(Expr::This),
            Some(Token::Special(name)) if of.is_none() && name == "index" => return Ok(Expr::Index),
            _ => {
                self.at -= 1;
                return self.error("a name");
            }
        };
        if !self.take("(") {
            return Ok(match of {
                Some(of) => Expr::Member(Box::new(of), name),
                None => Expr::Name(name),
            });
        }
        let type_test = matches!(name.as_str(), "is" | "as" | "ofType");
        if type_test && !matches!(self.peek(), Some(Token::Symbol(")"))) {
            let type_name = self.type_name()?;
            self.expect(")", ") after the name of the type")?;
            let of = Box::new(of.unwrap_or(Expr::This));
            return Ok(if name == "is" {
                Expr::Is(of, type_name)
            } else {
                Expr::As(of, type_name)
            });
        }
        let mut arguments = Vec::new();
        if !self.take(")") {
            loop {
                arguments.push(self.expression(0)?);
                if self.take(")") {
                    break;
                }
                self.expect(",", ", or )")?;
            }
        }
        let function = Function::named(&name, arguments.len())?;
        Ok(Expr::Call(of.map(Box::new), function, arguments))
    }

    fn type_name(&mut self) -> Result<TypeName> {
        let Some(Token::Name(mut name, _)) = self.next() else {
            self.at -= 1;
            return self.error("the name of a type");
        };
        if matches!(name.as_str(), "FHIR" | "System") && self.take(".") {
            let Some(Token::Name(inner, _)) = self.next() else {
                self.at -= 1;
                return self.error("the name of a type");
            };
            name = inner;
        }
        Ok(TypeName(name))
    }
}

fn is_calendar_unit(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    [
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "second",
        "millisecond",
    ]
    .contains(&one)
}
