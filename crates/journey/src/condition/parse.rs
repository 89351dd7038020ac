//! Tokens to syntax tree: a Pratt parser with the precedences of rhai's book.
//! Refuses statements, assignments, indexing, loops, closures and anything nested past [`MAX_DEPTH`].

use std::ops::Range;

use super::ast::{Arithmetic, Binary, Comparison, Expr, Node};
use super::lex::{self, Kind, MAX_CONDITION, Token};
use super::problem::{Code, Problem};

/// Deepest nesting of a condition, counted in operators, parentheses, lists and calls.
pub const MAX_DEPTH: usize = 64;

/// Words of the script language that conditions leave out.
const STATEMENTS: &[&str] = &[
    "let",
    "const",
    "if",
    "else",
    "switch",
    "while",
    "loop",
    "for",
    "do",
    "until",
    "fn",
    "return",
    "throw",
    "try",
    "catch",
    "import",
    "export",
    "as",
    "break",
    "continue",
    "this",
    "global",
    "private",
    "is",
    "eval",
    "Fn",
    "call",
    "curry",
    "print",
    "debug",
    "type_of",
    "static",
    "match",
    "new",
    "use",
    "module",
    "package",
    "super",
    "spawn",
    "thread",
    "go",
    "sync",
    "async",
    "await",
    "yield",
    "var",
    "with",
    "goto",
    "exit",
    "void",
    "null",
    "nil",
    "shared",
    "public",
    "protected",
    "case",
    "default",
    "begin",
    "end",
    "which",
    "is_def_var",
    "is_def_fn",
    "is_shared",
];

/// Reads a condition's text.
///
/// # Errors
///
/// The first thing in the text that is no condition.
pub fn parse(source: &str) -> Result<Expr, Problem> {
    lex::admit(source, MAX_CONDITION)?;
    let tokens = lex::tokens(source)?;
    let mut parser = Parser { source, tokens: &tokens, at: 0, depth: 0 };
    let expr = parser.expression(0)?;
    match parser.peek() {
        Kind::End => {}
        _ => return Err(parser.unexpected("an operator or the end")),
    }
    limit_depth(source, &expr, 0)?;
    Ok(expr)
}

struct Parser<'a> {
    source: &'a str,
    tokens: &'a [Token],
    at: usize,
    depth: usize,
}

/// What an infix symbol builds.
#[derive(Clone, Copy)]
enum Infix {
    Any,
    All,
    Binary(Binary),
}

/// Returns binding power and operator of a symbol; all bind to the left (rhai book, "Precedence").
fn infix(kind: &Kind) -> Option<(u8, Infix)> {
    use Arithmetic::{Add, Divide, Multiply, Remainder, Subtract};
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    let symbol = match kind {
        Kind::Symbol(symbol) => *symbol,
        Kind::Name(name) if name == "in" => "in",
        _ => return None,
    };
    let compare = |comparison| Infix::Binary(Binary::Compare(comparison));
    let calculate = |arithmetic| Infix::Binary(Binary::Arithmetic(arithmetic));
    Some(match symbol {
        "||" => (30, Infix::Any),
        "&&" => (60, Infix::All),
        "==" => (90, compare(Equal)),
        "!=" => (90, compare(NotEqual)),
        "in" => (110, Infix::Binary(Binary::In)),
        "!in" => (110, Infix::Binary(Binary::NotIn)),
        "<" => (130, compare(Less)),
        "<=" => (130, compare(LessOrEqual)),
        ">" => (130, compare(Greater)),
        ">=" => (130, compare(GreaterOrEqual)),
        "+" => (150, calculate(Add)),
        "-" => (150, calculate(Subtract)),
        "*" => (180, calculate(Multiply)),
        "/" => (180, calculate(Divide)),
        "%" => (180, calculate(Remainder)),
        _ => return None,
    })
}

impl Parser<'_> {
    fn peek(&self) -> &Kind {
        &self.tokens[self.at].kind
    }

    fn span(&self) -> Range<usize> {
        self.tokens[self.at].span.clone()
    }

    /// Steps over a token; the last one, the end, stays.
    fn bump(&mut self) -> Token {
        let token = self.tokens[self.at].clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn eat(&mut self, symbol: &str) -> bool {
        let here = matches!(self.peek(), Kind::Symbol(found) if *found == symbol);
        if here {
            self.bump();
        }
        here
    }

    fn expect(&mut self, symbol: &str) -> Result<(), Problem> {
        if self.eat(symbol) {
            return Ok(());
        }
        Err(self.unexpected(symbol))
    }

    /// Names the token here: as something conditions refuse, or as not what was due.
    fn unexpected(&self, expected: &str) -> Problem {
        let span = self.span();
        let found = match self.peek() {
            Kind::End => "the end".to_owned(),
            _ => self.source[span.clone()].to_owned(),
        };
        let advice = match self.peek() {
            Kind::Name(name) if STATEMENTS.contains(&name.as_str()) => Some("use a script node"),
            Kind::Name(name) if name == "and" => Some("join with &&"),
            Kind::Name(name) if name == "or" => Some("join with ||"),
            Kind::Symbol("=") => Some("compare with =="),
            Kind::Symbol("&") => Some("join with &&"),
            Kind::Symbol("|") => Some("join with ||"),
            Kind::Symbol("{" | "}" | ";" | "=>" | "->" | "::" | "#{" | "[" | "?[") => {
                Some("write one expression that is true or false")
            }
            Kind::Symbol("<-" | "--" | "++" | "(*" | "*)" | "!." | "<|" | "|>") => {
                Some("put a blank between them")
            }
            Kind::Symbol("===") => Some("compare with =="),
            Kind::Symbol(symbol) if is_refused(symbol) => Some("write one of the listed operators"),
            _ => None,
        };
        match advice {
            Some(advice) => Problem::at(self.source, span, Code::NotInCondition, found, advice),
            None => Problem::at(self.source, span, Code::UnexpectedToken, found, expected),
        }
    }

    fn too_deep(&self) -> Problem {
        let most = MAX_DEPTH.to_string();
        Problem::at(self.source, self.span(), Code::TooDeep, "", most)
    }

    fn expression(&mut self, least: u8) -> Result<Expr, Problem> {
        if self.depth >= MAX_DEPTH {
            return Err(self.too_deep());
        }
        self.depth += 1;
        let result = self.climb(least);
        self.depth -= 1;
        result
    }

    fn climb(&mut self, least: u8) -> Result<Expr, Problem> {
        let mut left = self.unary()?;
        while let Some((power, operator)) = infix(self.peek()) {
            if power <= least {
                break;
            }
            self.bump();
            let right = self.expression(power)?;
            let span = left.outer.start..right.outer.end;
            let node = match operator {
                Infix::All => match left.node {
                    Node::All(mut terms) if !left.parens() => {
                        terms.push(right);
                        Node::All(terms)
                    }
                    _ => Node::All(vec![left, right]),
                },
                Infix::Any => match left.node {
                    Node::Any(mut terms) if !left.parens() => {
                        terms.push(right);
                        Node::Any(terms)
                    }
                    _ => Node::Any(vec![left, right]),
                },
                Infix::Binary(binary) => Node::Binary(binary, Box::new(left), Box::new(right)),
            };
            left = plain(node, span);
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expr, Problem> {
        let start = self.span().start;
        let not = match self.peek() {
            Kind::Symbol("!") => true,
            Kind::Symbol("-") => false,
            _ => return self.postfix(),
        };
        if self.depth >= MAX_DEPTH {
            return Err(self.too_deep());
        }
        self.bump();
        self.depth += 1;
        let operand = self.unary();
        self.depth -= 1;
        let operand = operand?;
        let span = start..operand.outer.end;
        let node = match operand.node {
            Node::Integer(integer) if !not => Node::Integer(-integer),
            _ if not => Node::Not(Box::new(operand)),
            _ => Node::Negate(Box::new(operand)),
        };
        Ok(plain(node, span))
    }

    fn postfix(&mut self) -> Result<Expr, Problem> {
        let mut base = self.primary()?;
        let mut links = 0;
        while self.eat(".") {
            links += 1;
            if links > MAX_DEPTH {
                return Err(self.too_deep());
            }
            let at = self.span();
            let Kind::Name(name) = self.peek().clone() else {
                return Err(self.unexpected("a name"));
            };
            self.bump();
            let start = base.outer.start;
            base = if self.eat("(") {
                let mut arguments = vec![base];
                self.list(")", &mut arguments)?;
                let end = self.tokens[self.at - 1].span.end;
                let call = Node::Call { name, at, arguments, method: true };
                plain(call, start..end)
            } else {
                let end = at.end;
                plain(Node::Field(Box::new(base), name, at), start..end)
            };
        }
        Ok(base)
    }

    fn primary(&mut self) -> Result<Expr, Problem> {
        let span = self.span();
        let node = match self.peek().clone() {
            Kind::Integer(integer) => self.take(Node::Integer(integer)),
            Kind::Decimal(decimal) => self.take(Node::Decimal(decimal)),
            Kind::Text(text) => self.take(Node::Text(text)),
            Kind::Symbol("(") => return self.group(),
            Kind::Symbol("[") => {
                self.bump();
                let mut items = Vec::new();
                self.list("]", &mut items)?;
                Node::List(items)
            }
            Kind::Name(name) => match name.as_str() {
                "true" => self.take(Node::Boolean(true)),
                "false" => self.take(Node::Boolean(false)),
                "in" => return Err(self.unexpected("a value")),
                word if STATEMENTS.contains(&word) => return Err(self.unexpected("a value")),
                _ => self.name(name)?,
            },
            Kind::Symbol(_) | Kind::End => return Err(self.unexpected("a value")),
        };
        let end = self.tokens[self.at.saturating_sub(1)].span.end;
        Ok(plain(node, span.start..end.max(span.end)))
    }

    fn take(&mut self, node: Node) -> Node {
        self.bump();
        node
    }

    fn name(&mut self, name: String) -> Result<Node, Problem> {
        let at = self.bump().span;
        if !self.eat("(") {
            return Ok(Node::Name(name));
        }
        let mut arguments = Vec::new();
        self.list(")", &mut arguments)?;
        Ok(Node::Call { name, at, arguments, method: false })
    }

    fn group(&mut self) -> Result<Expr, Problem> {
        let start = self.bump().span.start;
        let mut inner = self.expression(0)?;
        let end = self.span().end;
        self.expect(")")?;
        inner.outer = start..end;
        Ok(inner)
    }

    /// Reads items up to a closing bracket, which is eaten; a comma may end the list, as in rhai.
    fn list(&mut self, close: &str, items: &mut Vec<Expr>) -> Result<(), Problem> {
        while !self.eat(close) {
            items.push(self.expression(0)?);
            if !self.eat(",") {
                return self.expect(close);
            }
        }
        Ok(())
    }
}

fn plain(node: Node, span: Range<usize>) -> Expr {
    Expr { node, outer: span.clone(), span }
}

fn is_refused(symbol: &str) -> bool {
    !matches!(symbol, "(" | ")" | "]" | "," | "." | "!" | "-")
        && infix(&Kind::Name(symbol.to_owned())).is_none()
        && !matches!(symbol, "+" | "*" | "/" | "%" | "<" | ">" | "==" | "!=" | "<=" | ">=")
        && !matches!(symbol, "&&" | "||" | "!in")
}

/// Refuses chains such as `1+1+1+…`, which grow to the left without nesting while they are read.
fn limit_depth(source: &str, expr: &Expr, depth: usize) -> Result<(), Problem> {
    if depth > MAX_DEPTH {
        let most = MAX_DEPTH.to_string();
        return Err(Problem::at(source, expr.span.clone(), Code::TooDeep, "", most));
    }
    let inner: Vec<&Expr> = match &expr.node {
        Node::List(items) | Node::All(items) | Node::Any(items) => items.iter().collect(),
        Node::Call { arguments, .. } => arguments.iter().collect(),
        Node::Field(inner, ..) | Node::Not(inner) | Node::Negate(inner) => vec![inner],
        Node::Binary(_, left, right) => vec![left, right],
        Node::Integer(_) | Node::Decimal(_) | Node::Boolean(_) | Node::Text(_) | Node::Name(_) => {
            Vec::new()
        }
    };
    inner.into_iter().try_for_each(|inner| limit_depth(source, inner, depth + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a tree with every group in brackets.
    fn show(expr: &Expr) -> String {
        let join = |items: &[Expr], by: &str| items.iter().map(show).collect::<Vec<_>>().join(by);
        match &expr.node {
            Node::Integer(integer) => integer.to_string(),
            Node::Decimal(decimal) => decimal.to_string(),
            Node::Boolean(boolean) => boolean.to_string(),
            Node::Text(text) => format!("{text:?}"),
            Node::List(items) => format!("[{}]", join(items, " ")),
            Node::Name(name) => name.clone(),
            Node::Field(base, name, _) => format!("{}.{name}", show(base)),
            Node::Call { name, arguments, .. } => format!("{name}({})", join(arguments, " ")),
            Node::Not(inner) => format!("(! {})", show(inner)),
            Node::Negate(inner) => format!("(- {})", show(inner)),
            Node::All(items) => format!("({})", join(items, " && ")),
            Node::Any(items) => format!("({})", join(items, " || ")),
            Node::Binary(binary, left, right) => {
                let symbol = match binary {
                    Binary::Compare(comparison) => comparison.symbol(),
                    Binary::Arithmetic(arithmetic) => arithmetic.symbol(),
                    Binary::In => "in",
                    Binary::NotIn => "!in",
                };
                format!("({} {symbol} {})", show(left), show(right))
            }
        }
    }

    fn check(source: &str) -> String {
        match parse(source) {
            Ok(expr) => show(&expr),
            Err(problem) => problem.message(crate::lang::Lang::En),
        }
    }

    #[test]
    fn precedences_are_rhais() {
        for (source, tree) in [
            ("a || b && c || d", "(a || (b && c) || d)"),
            ("a == b in [1]", "(a == (b in [1]))"),
            ("a in b < c", "(a in (b < c))"),
            ("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)"),
            ("-a.b + !c", "((- a.b) + (! c))"),
            ("!a in b", "((! a) in b)"),
            ("a && (b && c)", "(a && (b && c))"),
            ("x.contains(\"a\") != -5", "(contains(x \"a\") != -5)"),
            ("a !in [1, 2,]", "(a !in [1 2])"),
        ] {
            assert_eq!(check(source), tree, "{source}");
        }
    }

    #[test]
    fn what_is_no_condition_is_named() {
        for (source, message) in [
            ("", "line 1, column 1: found the end, expected a value"),
            ("a = 1", "line 1, column 3: `=` is not available here; compare with =="),
            ("let x = 1", "line 1, column 1: `let` is not available here; use a script node"),
            ("a\n && )", "line 2, column 5: found `)`, expected a value"),
            (
                "a[0]",
                "line 1, column 2: `[` is not available here; write one expression that is true or false",
            ),
            ("|x| x", "line 1, column 1: `|` is not available here; join with ||"),
            (
                "a << 1",
                "line 1, column 3: `<<` is not available here; write one of the listed operators",
            ),
            ("a and b", "line 1, column 3: `and` is not available here; join with &&"),
            ("\"a", "line 1, column 1: text has no closing quote; add \" at its end"),
        ] {
            assert_eq!(check(source), message, "{source}");
        }
    }

    #[test]
    fn depth_is_capped_however_it_is_reached() {
        for source in [
            "(".repeat(4_000),
            "!".repeat(4_000),
            "- ".repeat(2_000),
            "[".repeat(4_000),
            "f(".repeat(2_000),
            format!("1{}", "+1".repeat(1_000)),
            format!("a{}", ".a".repeat(1_000)),
        ] {
            assert_eq!(parse(&source).unwrap_err().code, Code::TooDeep, "{}", &source[..9]);
        }
        let deep = "(".repeat(1_000_000);
        assert_eq!(parse(&deep).unwrap_err().code, Code::SourceTooLong);
        assert!(parse(&vec!["a"; 800].join("&&")).is_ok());
    }
}
