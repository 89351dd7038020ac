//! The syntax tree of a condition, with the bytes every part came from. Knows no types.

use std::ops::Range;

use crate::value::Decimal;

/// One expression and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// Bytes of the source, without surrounding parentheses.
    pub span: Range<usize>,
    /// Bytes of the source, with surrounding parentheses.
    pub outer: Range<usize>,
}

impl Expr {
    /// Returns whether it stood in parentheses, so that the builder keeps groups apart.
    pub fn parens(&self) -> bool {
        self.outer != self.span
    }
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A whole number.
    Integer(i64),
    /// A number with a point.
    Decimal(Decimal),
    /// `true` or `false`.
    Boolean(bool),
    /// A text in quotes.
    Text(String),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// A bare name.
    Name(String),
    /// `base.name`, with the place of the name.
    Field(Box<Expr>, String, Range<usize>),
    /// `name(arguments)`, or `first.name(rest)`.
    Call {
        /// The function's name.
        name: String,
        /// Where the name stands.
        at: Range<usize>,
        /// All arguments; for a method call the first is what stands before the point.
        arguments: Vec<Expr>,
        /// Whether it was written as a method.
        method: bool,
    },
    /// `!x`.
    Not(Box<Expr>),
    /// `-x`.
    Negate(Box<Expr>),
    /// `a && b && c`.
    All(Vec<Expr>),
    /// `a || b || c`.
    Any(Vec<Expr>),
    /// Any other operator between two sides.
    Binary(Binary, Box<Expr>, Box<Expr>),
}

/// An operator between two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// A comparison.
    Compare(Comparison),
    /// A calculation.
    Arithmetic(Arithmetic),
    /// `in`.
    In,
    /// `!in`: the negation of `in`, as in rhai.
    NotIn,
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// Every comparison.
    pub const ALL: [Comparison; 6] = [
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::Less,
        Comparison::LessOrEqual,
        Comparison::Greater,
        Comparison::GreaterOrEqual,
    ];

    /// Returns the symbol.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Equal => "==",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
        }
    }

    /// Returns whether it asks only for sameness, which every type but tags has.
    pub fn is_equality(self) -> bool {
        matches!(self, Comparison::Equal | Comparison::NotEqual)
    }

    /// Returns the comparison with its sides exchanged.
    pub fn flip(self) -> Self {
        match self {
            Comparison::Equal | Comparison::NotEqual => self,
            Comparison::Less => Comparison::Greater,
            Comparison::LessOrEqual => Comparison::GreaterOrEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        }
    }

    /// Returns whether it holds between two ordered values.
    pub fn holds<T: Ord + ?Sized>(self, left: &T, right: &T) -> bool {
        match self {
            Comparison::Equal => left == right,
            Comparison::NotEqual => left != right,
            Comparison::Less => left < right,
            Comparison::LessOrEqual => left <= right,
            Comparison::Greater => left > right,
            Comparison::GreaterOrEqual => left >= right,
        }
    }
}

/// An arithmetic operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`: of two integers the quotient toward zero.
    Divide,
    /// `%`: the rest, with the sign of the left side.
    Remainder,
}

impl Arithmetic {
    /// Every calculation.
    pub const ALL: [Arithmetic; 5] = [
        Arithmetic::Add,
        Arithmetic::Subtract,
        Arithmetic::Multiply,
        Arithmetic::Divide,
        Arithmetic::Remainder,
    ];

    /// Returns the symbol.
    pub fn symbol(self) -> &'static str {
        match self {
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::Divide => "/",
            Arithmetic::Remainder => "%",
        }
    }
}
