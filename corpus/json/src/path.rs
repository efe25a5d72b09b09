//! Paths into a document: `orders[*].lines[0].price`, `**.id` (anywhere below), `items[price>10].name` (those for which
//! a member compares so; `=`, `<` and `>`, with a JSON value on the right).

use std::str::FromStr;

use serde_json::Value;

pub struct Path(Vec<Step>);

enum Step {
    Member(String),
    Index(usize),
    Every,
    Anywhere,
    Where { member: String, comparison: char, value: Value },
}

impl FromStr for Path {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut steps = Vec::new();
        for part in text.split('.').filter(|part| !part.is_empty()) {
            let (name, brackets) = part.split_at(part.find('[').unwrap_or(part.len()));
            match name {
                "" => {}
                "*" => steps.push(Step::Every),
                "**" => steps.push(Step::Anywhere),
                name => steps.push(Step::Member(name.to_owned())),
            }
            for bracket in brackets.split_terminator(']') {
                let inside =
                    bracket.strip_prefix('[').ok_or_else(|| format!("'{part}': '[' is missing"))?;
                steps.push(
                    bracketed(inside).ok_or_else(|| format!("'[{inside}]' selects nothing"))?,
                );
            }
        }
        Ok(Path(steps))
    }
}

fn bracketed(inside: &str) -> Option<Step> {
    if inside == "*" {
        return Some(Step::Every);
    }
    if let Ok(index) = inside.parse() {
        return Some(Step::Index(index));
    }
    let at = inside.find(['=', '<', '>'])?;
    Some(Step::Where {
        member: inside[..at].to_owned(),
        comparison: char::from(inside.as_bytes()[at]),
        value: serde_json::from_str(&inside[at + 1..]).ok()?,
    })
}

impl Path {
    /// All values that the path leads to, in the document's order.
    pub fn find<'a>(&self, document: &'a Value) -> Vec<&'a Value> {
        let mut found = vec![document];
        for step in &self.0 {
            let mut next = Vec::new();
            for value in found {
                step.take(value, &mut next);
            }
            found = next;
        }
        found
    }
}

impl Step {
    fn take<'a>(&self, from: &'a Value, to: &mut Vec<&'a Value>) {
        match self {
            Step::Member(name) => to.extend(from.get(name)),
            Step::Index(index) => to.extend(from.get(index)),
            Step::Every => to.extend(children(from)),
            Step::Anywhere => {
                to.push(from);
                for child in children(from) {
                    self.take(child, to);
                }
            }
            Step::Where { member, comparison, value } => {
                to.extend(
                    children(from).filter(|child| compare(&child[member], *comparison, value)),
                );
            }
        }
    }
}

fn children(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(elements) => Box::new(elements.iter()),
        Value::Object(members) => Box::new(members.values()),
        _ => Box::new(std::iter::empty()),
    }
}

fn compare(left: &Value, comparison: char, right: &Value) -> bool {
    match (comparison, left, right) {
        ('=', _, _) => left == right,
        ('<', Value::String(left), Value::String(right)) => left < right,
        ('>', Value::String(left), Value::String(right)) => left > right,
        ('<', _, _) => left.as_f64().zip(right.as_f64()).is_some_and(|(left, right)| left < right),
        _ => left.as_f64().zip(right.as_f64()).is_some_and(|(left, right)| left > right),
    }
}
