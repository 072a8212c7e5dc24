//! Reading a path.

use super::expression::{Comparison, Expression, Location};
use super::scan::{Scanner, is_part_of_name};
use super::step::{Axis, PathStep, Test};
use super::{PathError, Start};
use crate::escape::is_allowed;
use crate::parse::is_name;
use crate::tree::NodeId;

/// The most steps and expressions of a path.
const MAX_PARTS: usize = 200;
/// The deepest nesting of predicates and brackets.
const MAX_DEPTH: usize = 16;

type Result<T, E = PathError> = std::result::Result<T, E>;

pub(super) fn parse(text: &str) -> Result<(Start, Vec<PathStep>)> {
    if let Some(at) = text.chars().position(|character| !is_allowed(character)) {
        return Err(PathError {
            at: at + 1,
            expected: "no control character, as XML has none",
        });
    }
    let mut parser = Parser {
        scanner: Scanner::new(text),
        n_parts: 0,
    };
    let handle = parser.handle()?;
    let location = match handle {
        Some(_) if parser.scanner.rest().is_empty() => Location {
            is_absolute: true,
            steps: Vec::new(),
        },
        _ => parser.location(MAX_DEPTH)?,
    };
    parser.scanner.skip_blanks();
    if !parser.scanner.rest().is_empty() {
        return Err(parser
            .scanner
            .expected("a step such as /name, /@name or /text(), or a predicate in []"));
    }
    let start = match handle {
        Some(_) if !location.is_absolute => return Err(parser.scanner.expected("/ after the handle")),
        Some(id) => Start::Element(id),
        None if location.is_absolute => Start::Document,
        None => Start::Root,
    };
    Ok((start, location.steps))
}

struct Parser<'a> {
    scanner: Scanner<'a>,
    n_parts: usize,
}

impl Parser<'_> {
    fn count_part(&mut self) -> Result<()> {
        self.n_parts += 1;
        if self.n_parts > MAX_PARTS {
            return Err(self.scanner.expected("at most 200 steps and expressions"));
        }
        Ok(())
    }

    fn deeper(&self, depth: usize) -> Result<usize> {
        depth
            .checked_sub(1)
            .ok_or_else(|| self.scanner.expected("predicates nested at most 16 deep"))
    }

    /// Reads `#12` at the beginning.
    fn handle(&mut self) -> Result<Option<NodeId>> {
        if !self.scanner.take("#") {
            return Ok(None);
        }
        let digits = self.scanner.take_while(|character| character.is_ascii_digit());
        let id = digits.parse().map(NodeId::of_number);
        id.map(Some)
            .map_err(|_| self.scanner.expected("the number of an element after #"))
    }

    fn location(&mut self, depth: usize) -> Result<Location> {
        let mut steps = Vec::new();
        let is_absolute = if self.scanner.take("//") {
            steps.push(below());
            true
        } else {
            self.scanner.take("/")
        };
        loop {
            steps.push(self.step(depth)?);
            if self.scanner.take("//") {
                steps.push(below());
            } else if !self.scanner.take("/") {
                return Ok(Location { is_absolute, steps });
            }
        }
    }

    fn step(&mut self, depth: usize) -> Result<PathStep> {
        self.count_part()?;
        let (axis, test) = if self.scanner.take("..") {
            (Axis::Parent, Test::Any)
        } else if self.scanner.take(".") {
            (Axis::Itself, Test::Any)
        } else if self.scanner.take("@") {
            (Axis::Attribute, self.name_or_any()?)
        } else if self.scanner.take_function("text") {
            self.close()?;
            (Axis::Child, Test::Text)
        } else {
            (Axis::Child, self.name_or_any()?)
        };
        let mut predicates = Vec::new();
        while self.scanner.take("[") {
            predicates.push(self.expression(self.deeper(depth)?)?);
            if !self.scanner.take("]") {
                return Err(self.scanner.expected("]"));
            }
        }
        Ok(PathStep { axis, test, predicates })
    }

    fn name_or_any(&mut self) -> Result<Test> {
        if self.scanner.take("*") {
            return Ok(Test::Any);
        }
        self.scanner.skip_blanks();
        let start = self.scanner.position();
        let name = self.scanner.take_while(is_part_of_name);
        if is_name(name) {
            return Ok(Test::Name(name.to_owned()));
        }
        self.scanner.back_to(start);
        Err(self.scanner.expected("a name, *, @name, text(), . or .."))
    }

    fn close(&mut self) -> Result<()> {
        if self.scanner.take(")") {
            return Ok(());
        }
        Err(self.scanner.expected(")"))
    }

    fn expression(&mut self, depth: usize) -> Result<Expression> {
        let mut parts = vec![self.conjunction(depth)?];
        while self.scanner.take_word("or") {
            parts.push(self.conjunction(depth)?);
        }
        Ok(match parts.len() {
            1 => parts.remove(0),
            _ => Expression::Or(parts),
        })
    }

    fn conjunction(&mut self, depth: usize) -> Result<Expression> {
        let mut parts = vec![self.comparison(depth)?];
        while self.scanner.take_word("and") {
            parts.push(self.comparison(depth)?);
        }
        Ok(match parts.len() {
            1 => parts.remove(0),
            _ => Expression::And(parts),
        })
    }

    fn comparison(&mut self, depth: usize) -> Result<Expression> {
        const ALL: [(&str, Comparison); 6] = [
            ("=", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        let left = self.operand(depth)?;
        let found = ALL.iter().find(|(word, _)| self.scanner.take(word));
        let Some((_, comparison)) = found else {
            return Ok(left);
        };
        let right = self.operand(depth)?;
        Ok(Expression::Compare(Box::new(left), *comparison, Box::new(right)))
    }

    fn operand(&mut self, depth: usize) -> Result<Expression> {
        self.count_part()?;
        let depth = self.deeper(depth)?;
        self.scanner.skip_blanks();
        if let Some(expression) = self.function(depth)? {
            return Ok(expression);
        }
        match self.scanner.peek() {
            Some('(') => {
                self.scanner.take("(");
                let inner = self.expression(depth)?;
                self.close()?;
                Ok(inner)
            }
            Some(quote @ ('\'' | '"')) => self.text(quote),
            Some('-' | '0'..='9') => self.number(),
            _ => self.location(depth).map(Expression::Nodes),
        }
    }

    fn function(&mut self, depth: usize) -> Result<Option<Expression>> {
        let expression = if self.scanner.take_function("not") {
            Expression::Not(Box::new(self.expression(depth)?))
        } else if self.scanner.take_function("contains") {
            let (text, part) = self.two(depth)?;
            Expression::Contains(text, part)
        } else if self.scanner.take_function("starts-with") {
            let (text, part) = self.two(depth)?;
            Expression::StartsWith(text, part)
        } else if self.scanner.take_function("string-length") {
            Expression::StringLength(Box::new(self.operand(depth)?))
        } else if self.scanner.take_function("normalize-space") {
            Expression::NormalizeSpace(Box::new(self.operand(depth)?))
        } else if self.scanner.take_function("count") {
            Expression::Count(self.location(depth)?)
        } else if self.scanner.take_function("position") {
            Expression::Position
        } else if self.scanner.take_function("last") {
            Expression::Last
        } else if self.scanner.take_function("local-name") {
            Expression::LocalName
        } else {
            return Ok(None);
        };
        self.close()?;
        Ok(Some(expression))
    }

    fn two(&mut self, depth: usize) -> Result<(Box<Expression>, Box<Expression>)> {
        let first = self.operand(depth)?;
        if !self.scanner.take(",") {
            return Err(self.scanner.expected("a comma"));
        }
        Ok((Box::new(first), Box::new(self.operand(depth)?)))
    }

    fn text(&mut self, quote: char) -> Result<Expression> {
        let rest = &self.scanner.rest()[1..];
        let end = rest.find(quote);
        let end = end.ok_or_else(|| self.scanner.expected("a text with its closing quote"))?;
        self.scanner.back_to(self.scanner.position() + end + 2);
        Ok(Expression::Text(rest[..end].to_owned()))
    }

    fn number(&mut self) -> Result<Expression> {
        let start = self.scanner.position();
        let text = self
            .scanner
            .take_while(|character| character.is_ascii_digit() || matches!(character, '-' | '.'));
        if let Ok(number) = text.parse() {
            return Ok(Expression::Number(number));
        }
        self.scanner.back_to(start);
        Err(self.scanner.expected("a number"))
    }
}

fn below() -> PathStep {
    PathStep {
        axis: Axis::Below,
        test: Test::Any,
        predicates: Vec::new(),
    }
}
